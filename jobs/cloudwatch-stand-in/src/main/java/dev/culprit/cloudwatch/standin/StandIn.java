package dev.culprit.cloudwatch.standin;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stand-in by hand over the files of a metric stream, so that the job can be tried without an account:
 *
 * <pre>{@code ./mvnw -q -pl jobs/cloudwatch-stand-in -am compile exec:java}</pre>
 *
 * <p>It takes for now what {@code --now} says, or a little after the newest sample, for as long as it runs.
 */
public final class StandIn {
    static final String USAGE =
            "usage: StandIn --data FOLDER [--data FOLDER]... [--port PORT] [--now 2026-11-18T12:00:00Z]";
    /** Makes the newest series old enough to be listed. */
    static final Duration AFTER_NEWEST = Duration.ofMinutes(20);

    private static final Comparator<Site> ORDER =
            Comparator.comparing(Site::account).thenComparing(Site::region);

    private StandIn() {}

    /** Serves until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            start(List.of(arguments), System.out);
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
        Thread.currentThread().join();
    }

    static CloudWatchStandIn start(List<String> arguments, PrintStream out) {
        Options options = Options.of(arguments);
        FakeClock clock = FakeClock.at("1970-01-01T00:00:00Z");
        CloudWatchStandIn standIn =
                CloudWatchStandIn.builder().port(options.port()).clock(clock).start();
        options.data().forEach(standIn::load);
        List<Site> sites = standIn.sites().stream()
                .filter(site -> standIn.store(site).newest() != null)
                .sorted(ORDER)
                .toList();
        if (sites.isEmpty()) {
            standIn.close();
            throw new IllegalArgumentException("no metrics below " + options.data());
        }
        clock.set(options.now() != null ? options.now() : newest(standIn, sites).plus(AFTER_NEWEST));
        describe(standIn, sites, clock.instant(), out);
        return standIn;
    }

    private static Instant newest(CloudWatchStandIn standIn, List<Site> sites) {
        return sites.stream()
                .map(site -> standIn.store(site).newest())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static void describe(CloudWatchStandIn standIn, List<Site> sites, Instant now, PrintStream out) {
        out.printf("# CloudWatch and STS stand in at %s, where it is %s.%n", standIn.endpoint(), now);
        for (Site site : sites) {
            String role = "arn:aws:iam::%s:role/culprit".formatted(site.account());
            standIn.role(role, null);
            out.printf(
                    "# %,d series of account %s in %s: region = %s, role-arn = \"%s\"%n",
                    standIn.store(site).series().size(), site.account(), site.region(), site.region(), role);
        }
        out.printf("""
                export AWS_ENDPOINT_URL_CLOUDWATCH=%1$s
                export AWS_ENDPOINT_URL_STS=%1$s
                export AWS_ACCESS_KEY_ID=%2$s
                export AWS_SECRET_ACCESS_KEY=any
                export AWS_REGION=%3$s
                """, standIn.endpoint(), CloudWatchStandIn.USER, sites.get(0).region());
        standIn.user(CloudWatchStandIn.USER, sites.get(0).account());
    }

    /** @param now null for a little after the newest sample */
    private record Options(
            int port, List<Path> data, @Nullable Instant now) {
        static Options of(List<String> arguments) {
            int port = 0;
            List<Path> data = new ArrayList<>();
            Instant now = null;
            for (int index = 0; index < arguments.size(); index += 2) {
                String value = index + 1 < arguments.size() ? arguments.get(index + 1) : "";
                switch (arguments.get(index)) {
                    case "--port" -> port = port(value);
                    case "--data" -> data.add(folder(value));
                    case "--now" -> now = instant(value);
                    default -> throw new IllegalArgumentException(USAGE);
                }
            }
            if (data.isEmpty()) {
                throw new IllegalArgumentException(USAGE);
            }
            return new Options(port, data, now);
        }

        private static int port(String value) {
            if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
                throw new IllegalArgumentException("--port " + value + " is not a port: use 0 to 65535");
            }
            return Integer.parseInt(value);
        }

        private static Path folder(String value) {
            Path folder = Path.of(value);
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "--data " + value + " is not a folder: name one with metric-stream files");
            }
            return folder;
        }

        private static Instant instant(String value) {
            try {
                return Instant.parse(value);
            } catch (DateTimeException bad) {
                throw new IllegalArgumentException(
                        "--now " + value + " is not a time such as 2026-11-18T12:00:00Z", bad);
            }
        }
    }
}
