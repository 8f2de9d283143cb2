package dev.culprit.app;

import dev.culprit.app.capture.Capture;
import dev.culprit.app.capture.CaptureSettings;
import dev.culprit.app.capture.CaptureSettings.Access;
import dev.culprit.app.capture.CaptureSettings.Limits;
import dev.culprit.app.capture.CaptureSettings.Rounds;
import dev.culprit.app.capture.CaptureSettings.Targets;
import dev.culprit.app.capture.Sizes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code capture}: for whoever has no archive of scrapes yet. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Keep scrapes of URLs or pods as files, where extract-series reads them without any setting.",
        footer = {
            "",
            "Until Ctrl-C, or as --count or --duration say. Runs again on the same folder at any time.",
            "Exit status: 0 every scrape is kept; 1 one failed, or the archive is full; 2 bad arguments."
        })
final class CaptureCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            arity = "1..*",
            description = "http://HOST:PORT/metrics; pod/NAME, pod/NAME:PORT/PATH (without port and path those of the"
                    + " annotations prometheus.io/port and prometheus.io/path); pods or pods:PORT/PATH for every"
                    + " running pod of the namespace. Pods are reached by the service account in a pod, else by"
                    + " kubectl.")
    private List<String> targets = List.of();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "prod",
            description = "Names the folder: archive/NAME. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Scrapes go to FOLDER/scrapes. Default: archive/NAME of the environment.")
    private @Nullable Path output;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Namespace of the targets. Default: the service account's, else default.")
    private @Nullable String namespace;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            description = "Only pods with these labels, as app=web.")
    private @Nullable String selector;

    @Option(
            names = "--pod",
            paramLabel = "NAME",
            description = "Pod that a URL is of, spelt as where its memory is. Default: the URL's host.")
    private @Nullable String pod;

    @Option(
            names = {"-c", "--container"},
            paramLabel = "NAME",
            description =
                    "Container that the series are of. Default: of pods the one that declares the port; of URLs main.")
    private @Nullable String container;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = Span.class,
            description = "From scrape to scrape: 30s, 5m, 1h. Default: ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ZERO;

    @Option(names = "--count", paramLabel = "N", description = "Scrapes of each target. Default: no end.")
    private @Nullable Integer count;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Span.class,
            description = "How long to go on: 6h, 2d. Default: no end.")
    private @Nullable Duration duration;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Span.class,
            description = "How long one scrape may take in all. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--max-response",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = Size.class,
            description = "Largest body, decompressed. Default: ${DEFAULT-VALUE}.")
    private long maxResponse;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "10GiB",
            converter = Size.class,
            description = "Stop when the archive's scrapes take as much. Default: ${DEFAULT-VALUE}.")
    private long maxSize;

    @Option(
            names = "--keep-days",
            paramLabel = "DAYS",
            description = "Remove scrapes of earlier days before each round. Default: none.")
    private @Nullable Integer keepDays;

    @Option(
            names = "--bearer-token-file",
            paramLabel = "FILE",
            description = "Token to send to URLs, read before each scrape.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--kubectl",
            paramLabel = "PROGRAM",
            defaultValue = "kubectl",
            description = "Default: ${DEFAULT-VALUE}.")
    private String kubectl = "";

    @Option(names = "--context", paramLabel = "NAME", description = "kubectl's context. Default: its current one.")
    private @Nullable String context;

    @Option(
            names = "--memory",
            description =
                    "Keep the memory too, as CSV in FOLDER/memory: of pods what metrics-server tells, of URLs what the"
                            + " process tells of itself (process_resident_memory_bytes, or Envoy's physical size). Once an"
                            + " interval, which then is 5m at most.")
    private boolean memory;

    @Option(
            names = {"-q", "--quiet"},
            description = "Tell of failures only, as cron mails whatever is said.")
    private boolean quiet;

    CaptureCommand(Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw bad("--environment must be of letters, digits, '.', '_' and '-'");
        }
        if (count != null && count < 1) {
            throw bad("--count must be at least 1");
        }
        if (keepDays != null && keepDays < 1) {
            throw bad("--keep-days must be at least 1");
        }
        if (memory && interval.compareTo(Duration.ofMinutes(5)) > 0) {
            throw bad("--memory takes an --interval of at most 5m: fewer readings are too few to judge");
        }
        CaptureSettings settings = new CaptureSettings(
                new Targets(targets, namespace, pod, container, selector),
                output == null ? Path.of("archive", name) : output,
                new Rounds(interval, count, duration),
                new Limits(timeout, maxResponse, maxSize, keepDays),
                new Access(tokenFile, kubectl, context),
                memory,
                quiet);
        return Capture.run(settings, environment, clock, out, err) ? 0 : 1;
    }

    private ParameterException bad(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** A time span of at least a second, {@code 90s}, {@code 5m}, {@code 6h}, {@code 2d}. */
    static final class Span implements ITypeConverter<Duration> {
        private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

        @Override
        public Duration convert(String text) {
            Matcher span = SPAN.matcher(text);
            if (!span.matches() || Long.parseLong(span.group(1)) == 0) {
                throw new TypeConversionException("'%s' must be a time like 30s, 5m, 6h or 2d".formatted(text));
            }
            long number = Long.parseLong(span.group(1));
            return switch (span.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
    }

    /** A number of bytes. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Sizes.parse(text);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException("'%s' %s".formatted(text, none.getMessage()));
            }
        }
    }
}
