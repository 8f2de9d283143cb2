package dev.culprit.app.capture;

import dev.culprit.app.capture.MemoryFile.Reading;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Has the body of a target, within a limit of time, and keeps it. */
final class Scraper {
    /** For a partial file to be removed. */
    private static final Duration TO_END = Duration.ofSeconds(1);

    private final CaptureSettings settings;
    private final Archive archive;
    private final MemoryFile memory;
    private final WebClient web;
    private final @Nullable Kubernetes kubernetes;
    private final Clock clock;

    /** @param kubernetes null where no pod is scraped */
    Scraper(
            CaptureSettings settings,
            Archive archive,
            MemoryFile memory,
            WebClient web,
            @Nullable Kubernetes kubernetes,
            Clock clock) {
        this.settings = settings;
        this.archive = archive;
        this.memory = memory;
        this.web = web;
        this.kubernetes = kubernetes;
        this.clock = clock;
    }

    /** One scrape, which can be given up: not every read of a body can be interrupted, but its end ends each. */
    private final class Attempt implements Callable<Long> {
        private final Target target;
        private final Instant time = clock.instant();
        private volatile @Nullable Long resident;
        private @Nullable Reply reply;
        private boolean givenUp;

        Attempt(Target target) {
            this.target = target;
        }

        @Override
        public Long call() throws IOException, InterruptedException {
            return archive.keep(target, time, file -> {
                try (Reply answer = taken(reply(target))) {
                    BodyCheck check = new BodyCheck(
                            file, answer.contentType(), settings.limits().maxResponse());
                    answer.body().transferTo(check);
                    refuseIfGivenUp();
                    answer.finish();
                    check.finish();
                    resident = target.endpoint() instanceof Target.Web ? check.residentBytes() : null;
                }
            });
        }

        private synchronized Reply taken(Reply answer) throws IOException {
            reply = answer;
            if (givenUp) {
                answer.close();
            }
            refuseIfGivenUp();
            return answer;
        }

        private synchronized void refuseIfGivenUp() throws IOException {
            if (givenUp) {
                throw new IOException("is given up");
            }
        }

        synchronized void giveUp() {
            givenUp = true;
            if (reply != null) {
                reply.close();
            }
        }
    }

    /**
     * Scrapes a target once, and returns the bytes of the file. The limit holds for what cannot be interrupted too: each
     * attempt is on a thread of its own.
     *
     * @throws IOException told in words for users; no file is left then
     */
    long scrape(Target target) throws IOException, InterruptedException {
        Duration limit = settings.limits().timeout();
        Attempt attempt = new Attempt(target);
        FutureTask<Long> task = new FutureTask<>(attempt);
        Thread thread = new Thread(task, "scrape");
        thread.setDaemon(true);
        thread.start();
        try {
            long bytes = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            keepResident(attempt);
            return bytes;
        } catch (TimeoutException late) {
            throw new IOException("is not done within %d s: raise --timeout".formatted(limit.toSeconds()), late);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof IOException told ? told : new IOException(failure.getCause());
        } finally {
            attempt.giveUp();
            thread.interrupt();
            joined(thread);
        }
    }

    private void keepResident(Attempt attempt) throws IOException {
        if (!settings.memory()) {
            return;
        }
        Target target = attempt.target;
        Long resident = attempt.resident;
        if (resident != null) {
            Reading reading = new Reading(attempt.time, target.namespace(), target.pod(), target.container(), resident);
            synchronized (memory) {
                memory.add(target.namespace(), attempt.time, List.of(reading));
            }
        } else if (target.endpoint() instanceof Target.Web) {
            throw new IOException(
                    "its scrape is kept, but it tells no process_resident_memory_bytes: its memory has to come from"
                            + " elsewhere (docs/sources)");
        }
    }

    /** Waits for the partial file to be removed, also when this thread is interrupted itself. */
    private static void joined(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(TO_END.toMillis());
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(Target target) throws IOException, InterruptedException {
        if (target.endpoint() instanceof Target.Web url) {
            return web.get(url.uri());
        }
        Target.ThroughKubernetes pod = (Target.ThroughKubernetes) target.endpoint();
        return Objects.requireNonNull(kubernetes).get(pod.path());
    }
}
