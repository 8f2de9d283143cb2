package dev.culprit.app.capture;

import dev.culprit.app.capture.MemoryFile.Reading;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Scrapes targets, round by round, until it has done as often or as long as it was told, or is ended. */
public final class Capture {
    private static final int AT_ONCE = 8;
    private static final int LONGEST = 500;
    /** For partial files to be removed when the process is ended. */
    private static final Duration TO_END = Duration.ofSeconds(3);

    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final CaptureSettings settings;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;
    private final List<Wanted> wanted;
    private final Archive archive;
    private final Scraper scraper;
    private final @Nullable Kubernetes kubernetes;
    private final String namespace;
    private final MemoryFile memory;
    /** What was told last of each target: the same again is counted, not repeated. */
    private final Map<String, String> told = new HashMap<>();

    private final Set<Path> announced = new HashSet<>();
    private long kept;
    private long failed;

    private Capture(
            CaptureSettings settings, Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
        this.settings = settings;
        this.clock = clock;
        this.out = out;
        this.err = err;
        this.wanted = settings.targets().named().stream().map(Wanted::parse).toList();
        Path tokenFile = settings.access().tokenFile();
        if (tokenFile != null) {
            ServiceAccount.secret(tokenFile);
        }
        boolean pods = wanted.stream().anyMatch(each -> !(each instanceof Wanted.Web));
        Kubernetes account = pods
                ? ServiceAccount.in(
                        environment, ServiceAccount.MOUNTED, settings.limits().timeout())
                : null;
        this.kubernetes = !pods || account != null
                ? account
                : new Kubectl(
                        settings.access().kubectl(),
                        settings.access().context(),
                        settings.limits().timeout());
        String mounted = account == null ? null : ServiceAccount.namespace(ServiceAccount.MOUNTED);
        String given = settings.targets().namespace();
        this.namespace = given != null ? given : mounted != null ? mounted : "default";
        this.memory = new MemoryFile(settings.output());
        refuseTwoOfOneName();
        this.archive = Archive.open(settings.output(), clock.instant());
        WebClient web = new WebClient(
                settings.limits().timeout(), null, () -> tokenFile == null ? null : ServiceAccount.secret(tokenFile));
        this.scraper = new Scraper(settings, archive, memory, web, kubernetes, clock);
    }

    /**
     * Captures, and tells on the way what is kept and what fails.
     *
     * @return whether every scrape that was tried is kept
     * @throws ConfigurationException before anything is asked or written, for targets and folders that cannot be meant
     */
    public static boolean run(
            CaptureSettings settings, Map<String, String> environment, Clock clock, PrintStream out, PrintStream err) {
        Capture capture = new Capture(settings, environment, clock, out, err);
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread end = new Thread(
                () -> {
                    worker.interrupt();
                    try {
                        ended.await(TO_END.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                },
                "end of capture");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return capture.run();
        } finally {
            ended.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IllegalStateException ending) {
                // It is that thread which waits for this one.
            }
        }
    }

    /** Two URLs that would be kept as the same container. */
    private void refuseTwoOfOneName() {
        Map<Path, String> seen = new HashMap<>();
        for (Wanted each : wanted) {
            if (each instanceof Wanted.Web url) {
                String before = seen.put(target(url).folder(), url.uri().toString());
                if (before != null) {
                    throw new ConfigurationException(
                            "targets %s and %s would be kept as one container, %s: capture them by two commands with --pod or --container"
                                    .formatted(before, url.uri(), target(url).folder()));
                }
            }
        }
    }

    private Target target(Wanted.Web url) {
        return new Target(
                Target.asName(namespace),
                Target.asName(
                        settings.targets().pod() == null
                                ? url.uri().getHost()
                                : settings.targets().pod()),
                Target.asName(
                        settings.targets().container() == null
                                ? "main"
                                : settings.targets().container()),
                new Target.Web(url.uri()));
    }

    private boolean run() {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "capture");
            thread.setDaemon(true);
            return thread;
        });
        boolean full = false;
        try {
            Instant start = clock.instant();
            for (int round = 1; ; round++) {
                removeOld();
                full = archive.bytes() >= settings.limits().maxSize();
                if (full) {
                    break;
                }
                round(threads);
                Instant next = start.plus(settings.rounds().interval().multipliedBy(round));
                Instant now = clock.instant();
                // A round that took longer than the interval leaves out those that it has missed. Files are named by
                // the second.
                Instant free = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
                while (next.isBefore(free)) {
                    next = next.plus(settings.rounds().interval());
                }
                if (isLast(round, start, next)) {
                    break;
                }
                Thread.sleep(Duration.between(now, next).toMillis());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
            // Also when the JVM is ending: partial files go first.
            boolean interrupted = Thread.interrupted();
            try {
                threads.awaitTermination(TO_END.toMillis() / 2, TimeUnit.MILLISECONDS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (full) {
            tell(
                    "",
                    "%s holds %s, --max-size allows %s: raise it, have old days removed by --keep-days, or move them elsewhere"
                            .formatted(
                                    archive.scrapes(),
                                    Sizes.format(archive.bytes()),
                                    Sizes.format(settings.limits().maxSize())));
        }
        summarize();
        return !full && failed == 0 && kept > 0;
    }

    private boolean isLast(int round, Instant start, Instant next) {
        Integer rounds = settings.rounds().count();
        Duration duration = settings.rounds().duration();
        return (rounds != null && round >= rounds) || (duration != null && !next.isBefore(start.plus(duration)));
    }

    private void removeOld() {
        Integer days = settings.limits().keepDays();
        if (days == null) {
            return;
        }
        try {
            int removed = archive.removeOlderThan(days, clock.instant());
            if (removed > 0 && !settings.quiet()) {
                out.println("removed %,d scrapes older than %d days".formatted(removed, days));
            }
        } catch (IOException failure) {
            tell("removal", "old scrapes cannot be removed: " + failure.getMessage());
        }
    }

    private void round(ExecutorService threads) throws InterruptedException {
        Instant now = clock.instant();
        long failedBefore = failed;
        List<Target> targets = targets();
        if (targets.isEmpty()) {
            if (failed == failedBefore) {
                failed++;
                tell(
                        "none",
                        "nothing to scrape: no running pod of namespace %s%s tells a port"
                                .formatted(
                                        namespace,
                                        settings.targets().selector() == null
                                                ? ""
                                                : " with " + settings.targets().selector()));
            }
            return;
        }
        podMemory(now);
        long keptNow = 0;
        long bytes = 0;
        List<Future<Long>> scrapes = new ArrayList<>();
        for (Target target : targets) {
            announce(target);
            scrapes.add(threads.submit(() -> scraper.scrape(target)));
        }
        for (int index = 0; index < scrapes.size(); index++) {
            String shown = targets.get(index).endpoint().shown();
            try {
                bytes += scrapes.get(index).get();
                keptNow++;
                kept++;
                told.remove(shown);
            } catch (ExecutionException failure) {
                failed++;
                tell(shown, "%s: %s".formatted(shown, words(failure.getCause())));
            }
        }
        if (!settings.quiet()) {
            out.println("%s kept %,d of %,d scrapes, %s"
                    .formatted(
                            CLOCK_TIME.format(now.truncatedTo(ChronoUnit.SECONDS)),
                            keptNow,
                            targets.size(),
                            Sizes.format(bytes)));
            out.flush();
        }
    }

    private List<Target> targets() throws InterruptedException {
        List<Target> targets = new ArrayList<>();
        for (Wanted each : wanted) {
            if (each instanceof Wanted.Web url) {
                targets.add(target(url));
                continue;
            }
            List<String> skipped = new ArrayList<>();
            try {
                targets.addAll(new PodTargets(
                                Objects.requireNonNull(kubernetes),
                                namespace,
                                settings.targets().selector(),
                                settings.targets().container())
                        .targets(each, skipped));
            } catch (IOException failure) {
                failed++;
                String shown = each instanceof Wanted.Pod pod ? "pod/" + pod.name() : "pods";
                tell(shown, "%s in %s: %s".formatted(shown, namespace, words(failure)));
            }
            skipped.forEach(reason -> tell(reason, "left out: " + reason));
        }
        return targets;
    }

    private void announce(Target target) {
        if (announced.add(target.folder()) && !settings.quiet()) {
            out.println("%s -> %s"
                    .formatted(
                            Text.printable(target.endpoint().shown(), LONGEST),
                            archive.scrapes().resolve(target.folder())));
        }
    }

    /** Of all pods that are captured, by metrics-server. */
    private void podMemory(Instant now) throws InterruptedException {
        for (Wanted each : wanted) {
            if (!settings.memory() || each instanceof Wanted.Web) {
                continue;
            }
            String pod = each instanceof Wanted.Pod named ? named.name() : null;
            try {
                List<Reading> readings = PodMemory.read(
                        Objects.requireNonNull(kubernetes),
                        namespace,
                        pod,
                        settings.targets().selector());
                if (readings.isEmpty()) {
                    throw new IOException("metrics-server knows none of these pods");
                }
                memory.add(Target.asName(namespace), now, readings);
            } catch (IOException failure) {
                failed++;
                tell("memory", "memory of pods in %s: %s".formatted(namespace, words(failure)));
            }
        }
    }

    private static String words(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConfigurationException || cause instanceof IOException) {
            return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        }
        return String.valueOf(cause);
    }

    private void tell(String about, String what) {
        if (!what.equals(told.put(about, what))) {
            err.println("culprit: " + Text.printable(Secrets.masked(what), LONGEST));
        }
    }

    private void summarize() {
        if (!settings.quiet() || failed > 0) {
            if (settings.memory()) {
                out.println("memory is in " + memory.folder());
            }
            out.println("%,d scrapes kept, %,d failed; %s holds %s"
                    .formatted(kept, failed, archive.scrapes(), Sizes.format(archive.bytes())));
            out.flush();
        }
    }
}
