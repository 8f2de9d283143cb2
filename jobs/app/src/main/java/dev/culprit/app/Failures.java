package dev.culprit.app;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints a failure on one line, or a line for each fault of a configuration, and returns the exit status. Stack traces go to a file,
 * never to the console.
 */
final class Failures {
    private static final int LONGEST = 2000;
    private static final int FAILED = 1;
    private static final int BAD_USE = 2;

    private final PrintStream err;
    private final Path folder;

    /** @param folder for stack traces */
    Failures(PrintStream err, Path folder) {
        this.err = err;
        this.folder = folder;
    }

    int badArguments(ParameterException bad) {
        CommandSpec command = bad.getCommandLine().getCommandSpec();
        tell(bad.getMessage()
                + (bad instanceof UnmatchedArgumentException unmatched ? suggestion(unmatched, command) : ""));
        err.println("Try '%s --help'.".formatted(command.qualifiedName()));
        return BAD_USE;
    }

    private static String suggestion(UnmatchedArgumentException unmatched, CommandSpec command) {
        String word = unmatched.getUnmatched().get(0);
        Set<String> known = word.startsWith("-")
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
        return known.isEmpty() ? "" : "; did you mean '%s'?".formatted(EditDistance.nearest(word, known));
    }

    int failed(Throwable failure) {
        try {
            return told(failure);
        } catch (OutOfMemoryError again) {
            MachineFault.tellNoMemory(err);
            return FAILED;
        }
    }

    private int told(Throwable failure) {
        if (Interruption.isUnderWay()) {
            return FAILED; // Interruption prints its own line
        }
        CulpritException known = culpritExceptionIn(failure);
        if (known != null) {
            if (known instanceof ConfigurationException bad) {
                bad.faults().forEach(this::tell);
                return BAD_USE;
            }
            tell(String.valueOf(known.getMessage()));
            return FAILED;
        }
        Optional<String> machine = MachineFault.tell(failure, Path.of(System.getProperty("java.io.tmpdir")));
        if (machine.isPresent()) {
            tell(machine.get());
            return FAILED;
        }
        tell("internal error: %s: %s (%s)"
                .formatted(
                        failure.getClass().getName(),
                        Text.printable(Secrets.masked(String.valueOf(failure.getMessage())), LONGEST / 2),
                        detailsOf(failure)));
        return FAILED;
    }

    /** Looks through the causes: Spark wraps what a task threw, more than once. */
    private static @Nullable CulpritException culpritExceptionIn(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable at = failure; at != null && seen.add(at); at = at.getCause()) {
            if (at instanceof CulpritException told) {
                return told;
            }
        }
        return null;
    }

    private String detailsOf(Throwable failure) {
        try {
            return "details in " + written(failure, folder);
        } catch (IOException installedForOthers) {
            Path temporary = TemporaryFolder.ofMachine();
            try {
                return "details in " + written(failure, temporary);
            } catch (IOException unwritable) {
                return "details cannot be written to %s or %s".formatted(folder, temporary);
            }
        }
    }

    private static Path written(Throwable failure, Path folder) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(folder), "culprit-error-", ".log");
        StringWriter text = new StringWriter();
        PrintWriter trace = new PrintWriter(text);
        failure.printStackTrace(trace);
        trace.flush();
        return Files.writeString(file, Secrets.masked(text.toString()), StandardCharsets.UTF_8);
    }

    private void tell(String message) {
        err.println("culprit: " + Text.printable(Secrets.masked(message), LONGEST));
    }
}
