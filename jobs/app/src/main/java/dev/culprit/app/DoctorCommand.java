package dev.culprit.app;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: what there is and what is missing, to be pasted into a report of an issue. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Say what Java, Spark and machine there are, what each source of the configuration sees, and what is"
                        + " missing: for a report of an issue. Secrets are masked; label values are not looked at. Writes"
                        + " nothing.",
        footer = {"", "Exit status: 0 nothing is missing; 1 something is."})
final class DoctorCommand implements Callable<Integer> {
    private static final int LONGEST = 1000;

    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;
    private int missing;

    @Mixin
    private FileOption conf = new FileOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    DoctorCommand(Map<String, String> environment, Clock clock, PrintStream out) {
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public Integer call() {
        String home = environment.get("CULPRIT_HOME");
        Path folder = home == null || home.isEmpty() ? null : Path.of(home);
        Installation.facts(folder).forEach(this::tell);
        Installation.missing().forEach(this::tellMissing);
        try {
            sources(folder);
        } catch (LinkageError withoutSpark) {
            tellMissing("the configuration's sources are not looked at: that takes Spark's jars");
        }
        tell(
                missing == 0
                        ? "nothing is missing"
                        : missing == 1 ? "1 thing is missing" : missing + " things are missing");
        out.flush();
        return missing == 0 ? 0 : 1;
    }

    private void sources(@Nullable Path folder) {
        Path installed = folder == null ? null : folder.resolve("conf").resolve("culprit.conf");
        String file =
                conf.file == null && installed != null && Files.exists(installed) ? installed.toString() : conf.file;
        tell("configuration: " + (file == null ? "the defaults" : file));
        try {
            Settings settings = new SettingsBinder(ConfigurationFiles.load(
                            file, selection.assignments, environment, SparkSettings.hadoop(folder)))
                    .bindWarehouse();
            if (settings.environments().isEmpty()) {
                tellMissing(
                        "an environment: name one in environments, as docs/your-own-data.md shows, and give the file"
                                + " by --conf");
            }
            SourceSurvey survey = new SourceSurvey(
                    SparkSettings.load(folder).hadoopConfiguration(),
                    PeriodChoice.of(selection.from, selection.to, settings, clock));
            SourceSurvey.Seen seen = survey.of(settings);
            seen.facts().forEach(this::tell);
            seen.missing().forEach(this::tellMissing);
        } catch (CulpritException failure) {
            List.of(String.valueOf(failure.getMessage()).split("\n")).forEach(this::tellMissing);
        }
    }

    private void tell(String line) {
        out.println(Text.printable(Secrets.masked(line), LONGEST));
    }

    private void tellMissing(String line) {
        missing++;
        tell("MISSING " + line);
    }
}
