package dev.culprit.app;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Period;
import dev.culprit.report.mail.Mode;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands. */
@Command(
        name = "culprit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        description = "Names the metric labels responsible for runaway container memory.",
        footer = {
            "",
            "Exit status: 0 done; 1 failed; 2 bad arguments or configuration; 3 a label is named (--fail-on-finding)."
        })
final class CulpritCommand implements Runnable {
    static final int LABEL_NAMED = 3;
    private static final int DAMAGED = 1;
    /** An assignment of the period, or of one of its ends. */
    private static final Pattern PERIOD_SET = Pattern.compile("\\s*(culprit\\.)?period\\b");

    private final PrintStream out;
    private final Map<String, String> environment;
    private final Clock clock;
    private final JobsFactory jobsFactory;

    @Spec
    private CommandSpec spec;

    /** The launcher looks for it before Java starts; here it is known so that it may stand anywhere. */
    @Option(
            names = "--with-s3",
            scope = ScopeType.INHERIT,
            description =
                    "Add what paths on S3 take (s3a://, s3://); the launcher does so by itself where an option or the configuration"
                            + " names such a path. Also: CULPRIT_S3=1.")
    void withS3(boolean there) {}

    /** Opens the jobs on a warehouse. */
    @FunctionalInterface
    interface JobsFactory {
        /** @param home the installation's folder, or null where there is none */
        Jobs open(String warehouse, @Nullable Path home);
    }

    CulpritCommand(PrintStream out, Map<String, String> environment, Clock clock, JobsFactory jobsFactory) {
        this.out = out;
        this.environment = environment;
        this.clock = clock;
        this.jobsFactory = jobsFactory;
    }

    /** The whole command line. */
    static CommandLine line(
            PrintStream out, PrintStream err, Map<String, String> environment, Clock clock, JobsFactory jobs) {
        return new CommandLine(new CulpritCommand(out, environment, clock, jobs))
                .addSubcommand(new CaptureCommand(environment, clock, out, err))
                .addSubcommand(new DoctorCommand(environment, clock, out));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command: give one of "
                        + String.join(", ", new TreeSet<>(spec.subcommands().keySet())));
    }

    @Command(
            name = "extract-memory",
            mixinStandardHelpOptions = true,
            description =
                    "Read the containers' memory from CloudWatch, from files that it delivered, or from Prometheus, into the warehouse.")
    int extractMemory(
            @Mixin FileOption conf,
            @Mixin SelectionOptions selection,
            @Option(
                            names = "--dry-run",
                            description =
                                    "Say what CloudWatch would be asked for and what that costs, and write nothing."
                                            + " Lists the metrics, for about $0.01 per 1,000 pages.")
                    boolean dryRun) {
        return execute(settings(conf, selection), selection, pipeline -> {
            if (dryRun) {
                pipeline.estimateMemory();
            } else {
                pipeline.extractMemory();
            }
            return 0;
        });
    }

    @Command(
            name = "extract-series",
            mixinStandardHelpOptions = true,
            description = "Read archived scrapes, or a Prometheus server's data or answers, into the warehouse.")
    int extractSeries(
            @Mixin FileOption conf,
            @Mixin SelectionOptions selection,
            @Option(
                            names = "--dry-run",
                            description =
                                    "Say what servers that are asked by PromQL would be asked for, and what Amazon's would cost,"
                                            + " by a first cheap look, and write nothing.")
                    boolean dryRun) {
        return execute(settings(conf, selection), selection, pipeline -> {
            if (dryRun) {
                pipeline.estimateSeries();
            } else {
                pipeline.extractSeries();
            }
            return 0;
        });
    }

    @Command(
            name = "correlate",
            mixinStandardHelpOptions = true,
            description = "Find the labels whose growth explains the growth of memory.")
    int correlate(@Mixin FileOption conf, @Mixin SelectionOptions selection) {
        return execute(settings(conf, selection), selection, pipeline -> {
            pipeline.correlate();
            return 0;
        });
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = "Write the findings as HTML and JSON, mail them, and put the verdicts on the console.")
    int report(
            @Mixin FileOption conf,
            @Mixin SelectionOptions selection,
            @Mixin FindingOption finding,
            @Mixin ResendOption resend,
            @Option(
                            names = "--dry-run",
                            description =
                                    "Show whom mail would go to, its subject and its text; write and send nothing.")
                    boolean dryRun) {
        if (dryRun && resend.resend) {
            throw new ParameterException(
                    spec.subcommands().get("report"), "--dry-run sends nothing: it cannot go with --resend");
        }
        Settings settings = settings(conf, selection);
        Mode mode = dryRun ? Mode.SHOW : resend.mode();
        return execute(settings, selection, pipeline -> status(pipeline.report(mode), finding, settings));
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "All four jobs in order.")
    int runAll(
            @Mixin FileOption conf,
            @Mixin PrometheusOption prometheus,
            @Mixin SelectionOptions selection,
            @Mixin FindingOption finding,
            @Mixin ResendOption resend) {
        Settings settings = settings(conf, prometheus, selection);
        return execute(settings, selection, pipeline -> status(pipeline.run(resend.mode()), finding, settings));
    }

    @Command(
            name = "check-config",
            mixinStandardHelpOptions = true,
            description =
                    "Look at the settings, patterns, paths, rights, credentials and the mail server that the jobs need. Reads and"
                            + " writes no data, and asks for nothing that costs. Each job does the same for itself, but for the mail server.",
            footer = {"", "Exit status: 0 all is there; 1 something is out of reach; 2 something has to be corrected."})
    int checkConfiguration(@Mixin FileOption conf, @Mixin SelectionOptions selection) {
        return execute(settings(conf, selection), selection, pipeline -> {
            pipeline.checkConfiguration();
            return 0;
        });
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Read every byte of the warehouse, and say what is damaged and how it is made anew.",
            footer = {"", "Exit status: 0 sound; 1 damaged, or it cannot be read."})
    int check(@Mixin FileOption conf, @Mixin SelectionOptions selection) {
        Settings settings = binder(configuration(conf), selection).bindWarehouse();
        return execute(settings, selection, pipeline -> pipeline.inspect() ? DAMAGED : 0);
    }

    @Command(
            name = "demo",
            mixinStandardHelpOptions = true,
            description =
                    "All four jobs on the recorded incident that ships with the project, into target/demo of a clone, else"
                            + " into culprit-demo of the working directory.")
    int demo(@Mixin SelectionOptions selection, @Mixin FindingOption finding, @Mixin ResendOption resend) {
        Path home = home();
        if (home == null || !Files.exists(home.resolve("conf").resolve("demo.conf"))) {
            throw new ConfigurationException(
                    "demo reads the files of the project: start it with the launcher at the project's root, or set CULPRIT_HOME");
        }
        if (!Installation.isClone(home)) {
            // An installation is left as it is: it may be read only, or another user's.
            Path folder = Path.of("culprit-demo").toAbsolutePath();
            List<String> assignments = new ArrayList<>(
                    List.of("warehouse=" + folder.resolve("warehouse"), "report.output=" + folder.resolve("report")));
            assignments.addAll(selection.assignments);
            selection.assignments = assignments;
        }
        Settings settings = settings(home.resolve("conf").resolve("demo.conf").toString(), selection);
        return execute(settings, selection, pipeline -> status(pipeline.run(resend.mode()), finding, settings));
    }

    private int execute(Settings settings, SelectionOptions selection, ToIntFunction<Pipeline> work) {
        var period = PeriodChoice.of(selection.from, selection.to, settings, clock);
        try (Jobs jobs = jobsFactory.open(settings.warehouse(), home())) {
            return work.applyAsInt(new Pipeline(settings, period, jobs, out));
        }
    }

    private static int status(boolean labelNamed, FindingOption option, Settings settings) {
        return labelNamed && (option.failOnFinding || settings.failOnFinding()) ? LABEL_NAMED : 0;
    }

    private Settings settings(FileOption conf, PrometheusOption prometheus, SelectionOptions selection) {
        if (prometheus.path == null) {
            return settings(conf, selection);
        }
        if (conf.file != null) {
            throw new ParameterException(
                    spec.subcommands().get("run"),
                    "--prometheus stands for a configuration: leave out --conf, or give it as prometheus.path or prometheus.url in it");
        }
        boolean withPeriod = selection.from == null && selection.to == null;
        @Nullable Period asked = withPeriod ? null : PeriodChoice.of(selection.from, selection.to, clock);
        boolean isSet = selection.assignments.stream()
                .anyMatch(assignment -> PERIOD_SET.matcher(assignment).lookingAt());
        List<String> assignments = new ArrayList<>(
                PrometheusOption.assignments(prometheus.path, asked, !isSet, clock, SparkSettings.hadoop(home())));
        assignments.addAll(selection.assignments);
        selection.assignments = assignments;
        return settings((String) null, selection);
    }

    private Settings settings(FileOption conf, SelectionOptions selection) {
        return settings(configuration(conf), selection);
    }

    private Settings settings(@Nullable String file, SelectionOptions selection) {
        return binder(file, selection).bind();
    }

    /** The file that is named, else the installation's if it has one. */
    private @Nullable String configuration(FileOption conf) {
        Path home = home();
        Path installed = home == null ? null : home.resolve("conf").resolve("culprit.conf");
        return conf.file == null && installed != null && Files.exists(installed) ? installed.toString() : conf.file;
    }

    private SettingsBinder binder(@Nullable String file, SelectionOptions selection) {
        return new SettingsBinder(
                ConfigurationFiles.load(file, selection.assignments, environment, SparkSettings.hadoop(home())));
    }

    private @Nullable Path home() {
        String home = environment.get("CULPRIT_HOME");
        return home == null || home.isEmpty() ? null : Path.of(home);
    }
}
