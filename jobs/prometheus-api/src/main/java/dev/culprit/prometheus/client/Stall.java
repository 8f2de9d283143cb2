package dev.culprit.prometheus.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Closes a body from which nothing comes any more, or next to nothing: the JDK's client has a time-out for the beginning of an
 * answer only.
 */
final class Stall extends FilterInputStream {
    /**
     * Bytes as they come, mostly zipped, over {@link #WINDOW} lengths of the patience. By hand: a line over which an answer of usual
     * size, some megabytes, would take an hour, while a body that a broken proxy passes on byte by byte never ends.
     */
    static final int LEAST_BYTES_A_SECOND = 1_000;

    /** So that one pause, which may last as long as the patience, leaves as much time to make up for it. */
    private static final int WINDOW = 2;

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "prometheus-stalls");
        thread.setDaemon(true);
        return thread;
    });

    /** What is wrong with a body that was closed. */
    enum Fault {
        /** Nothing came for longer than the patience. */
        STOPPED,
        /** Less came in {@link #WINDOW} times the patience than any line brings. */
        DRIPPING
    }

    private final ScheduledFuture<?> watch;
    private volatile long progress = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Fault fault;
    /** When the first byte came, and from then on when the time began that is measured now. */
    private volatile long begun;

    private long bytesBefore;

    Stall(InputStream in, Duration patience) {
        super(in);
        long nanos = patience.toNanos();
        this.watch =
                WATCH.scheduleWithFixedDelay(() -> look(nanos), nanos, Math.max(1, nanos / 4), TimeUnit.NANOSECONDS);
    }

    private void look(long patience) {
        long now = System.nanoTime();
        if (now - progress > patience) {
            end(Fault.STOPPED);
            return;
        }
        long came = bytes.get();
        if (came > 0 && now - begun >= WINDOW * patience) {
            if (came - bytesBefore < LEAST_BYTES_A_SECOND * (WINDOW * patience / 1e9)) {
                end(Fault.DRIPPING);
            }
            begun = now;
            bytesBefore = came;
        }
    }

    private void end(Fault with) {
        fault = with;
        try {
            in.close();
        } catch (IOException closed) {
            watch.cancel(false);
        }
    }

    /** Why the body was closed, null where it was not. */
    @Nullable
    Fault fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        came(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        came(Math.max(0, read));
        return read;
    }

    private void came(int more) {
        progress = System.nanoTime();
        if (more > 0 && bytes.get() == 0) {
            begun = progress;
        }
        bytes.addAndGet(more);
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }
}
