package dev.culprit.notebooks;

import java.io.File;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/** Runs cells of Java in this JVM, one after another. Later cells see what earlier ones declared. */
final class CellRunner implements AutoCloseable {
    /** Kinds of expressions whose value is shown below the cell. Assignments are not among them. */
    private static final Set<SubKind> VALUES =
            Set.of(SubKind.TEMP_VAR_EXPRESSION_SUBKIND, SubKind.VAR_VALUE_SUBKIND, SubKind.OTHER_EXPRESSION_SUBKIND);

    private final Values values = new Values();
    private final JShell shell;
    private volatile boolean running;
    private volatile boolean stopped;

    /** @param prelude imports and declarations that every cell may use, one statement each */
    CellRunner(List<String> prelude) {
        shell = JShell.builder().executionEngine(values, Map.of()).build();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
            shell.addToClasspath(entry);
        }
        prelude.forEach(this::run);
    }

    /**
     * Runs one cell.
     *
     * @return the value of the expression that the cell ends with, or null
     * @throws CellFailure when the cell is no Java, throws, or is stopped; what stood before in it has been done
     */
    @Nullable
    Object run(String cell) {
        stopped = false;
        running = true;
        try {
            return runStatements(cell);
        } finally {
            running = false;
        }
    }

    @Nullable
    private Object runStatements(String cell) {
        Object value = null;
        String rest = cell.stripLeading();
        while (!rest.isEmpty()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String statement = next.source() == null ? rest : next.source();
            int line = 1 + newlines(cell, cell.length() - rest.length());
            value = null;
            throwIfStopped();
            for (SnippetEvent event : shell.eval(statement)) {
                check(event, statement, line);
                if (event.causeSnippet() == null) {
                    value = value(event.snippet());
                }
            }
            // JShell tells of no exception where a statement is stopped at its very start.
            throwIfStopped();
            rest = next.source() == null ? "" : next.remaining().stripLeading();
        }
        return value;
    }

    private void throwIfStopped() {
        if (stopped) {
            throw interrupted();
        }
    }

    private static CellFailure interrupted() {
        return new CellFailure("Interrupted", "the cell was stopped");
    }

    /** Called from another thread: ends the running cell, if there is one. Gives up when it does not end within ten seconds. */
    void stop() {
        stopped = true;
        try {
            // A statement that is still being compiled cannot be stopped yet, and would run afterwards: hence the
            // retries.
            for (int i = 0; i < 200 && running; i++) {
                shell.stop();
                Thread.sleep(50);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Suggestions for the word at the cursor, and where that word begins in the cell. */
    Completion completion(String cell, int cursor) {
        int[] anchor = new int[1];
        Set<String> names = new TreeSet<>();
        int begin = 0;
        // The analysis takes one statement only: those before the cursor's own are cut off.
        String rest = cell.substring(0, cursor);
        while (true) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.source() == null || next.remaining().isBlank()) {
                break;
            }
            begin += rest.length() - next.remaining().length();
            rest = next.remaining();
        }
        for (Suggestion suggestion : shell.sourceCodeAnalysis().completionSuggestions(rest, rest.length(), anchor)) {
            names.add(suggestion.continuation());
        }
        return new Completion(List.copyOf(names), begin + anchor[0]);
    }

    record Completion(List<String> names, int begin) {}

    /** Whether a console may run the text or should ask for more lines. */
    boolean isComplete(String cell) {
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.completeness() == SourceCodeAnalysis.Completeness.DEFINITELY_INCOMPLETE
                    || next.completeness() == SourceCodeAnalysis.Completeness.CONSIDERED_INCOMPLETE) {
                return false;
            }
            rest = next.source() == null ? "" : next.remaining();
        }
        return true;
    }

    @Override
    public void close() {
        shell.close();
    }

    private void check(SnippetEvent event, String statement, int firstLine) {
        if (event.exception() != null) {
            throw stopped ? interrupted() : thrown(event.exception(), firstLine, event.snippet());
        }
        if (event.status() == Snippet.Status.REJECTED) {
            Diag problem = shell.diagnostics(event.snippet())
                    .filter(Diag::isError)
                    .findFirst()
                    .orElseThrow();
            int at = Math.max(0, (int) problem.getPosition());
            throw new CellFailure("Not Java", problem.getMessage(Locale.ROOT))
                    .at(firstLine + newlines(statement, at), lineAround(statement, at));
        }
    }

    private CellFailure thrown(JShellException exception, int firstLine, Snippet snippet) {
        if (exception instanceof UnresolvedReferenceException unresolved) {
            return new CellFailure(
                    "Not Java",
                    "%s needs what is not declared yet"
                            .formatted(unresolved.getSnippet().source().strip()));
        }
        String name = exception instanceof EvalException thrown ? thrown.getExceptionClassName() : "Exception";
        CellFailure failure = new CellFailure(name.substring(name.lastIndexOf('.') + 1), exception.getMessage());
        String file = "#" + snippet.id();
        return Arrays.stream(exception.getStackTrace())
                .filter(frame -> file.equals(frame.getFileName()))
                .findFirst()
                .map(frame -> {
                    List<String> lines = snippet.source().lines().toList();
                    int line = Math.min(Math.max(frame.getLineNumber(), 1), lines.size());
                    return failure.at(firstLine + line - 1, lines.get(line - 1));
                })
                .orElse(failure);
    }

    @Nullable
    private Object value(Snippet snippet) {
        if (!VALUES.contains(snippet.subKind())) {
            return null;
        }
        String name = snippet instanceof VarSnippet variable
                ? variable.name()
                : snippet.source().strip();
        return shell.variables()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .map(this::value)
                .orElse(null);
    }

    @Nullable
    private Object value(VarSnippet variable) {
        shell.varValue(variable);
        return values.value;
    }

    private static int newlines(String text, int end) {
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private static String lineAround(String text, int at) {
        int from = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
        int to = text.indexOf('\n', Math.max(from, at));
        return text.substring(from, to < 0 ? text.length() : to);
    }

    /** Runs code in this JVM as JShell's own control does, but keeps a value itself, of which JShell tells only the text. */
    private static final class Values implements ExecutionControlProvider {
        private @Nullable Object value;

        @Override
        public String name() {
            return "culprit";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return new LocalExecutionControl() {
                @Override
                public String varValue(String className, String name) {
                    try {
                        Field field = findClass(className).getDeclaredField(name);
                        field.setAccessible(true);
                        value = field.get(null);
                        return "";
                    } catch (ReflectiveOperationException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }
            };
        }
    }
}
