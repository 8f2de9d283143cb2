package dev.culprit.prometheus.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes a body from which nothing comes any more: the JDK's client has a time-out for the beginning of an answer only. */
final class Stall extends FilterInputStream {
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "prometheus-stalls");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> watch;
    private volatile long progress = System.nanoTime();
    private volatile boolean stalled;

    Stall(InputStream in, Duration patience) {
        super(in);
        long nanos = patience.toNanos();
        this.watch =
                WATCH.scheduleWithFixedDelay(() -> look(nanos), nanos, Math.max(1, nanos / 4), TimeUnit.NANOSECONDS);
    }

    private void look(long patience) {
        if (System.nanoTime() - progress > patience) {
            stalled = true;
            try {
                in.close();
            } catch (IOException closed) {
                watch.cancel(false);
            }
        }
    }

    boolean isStalled() {
        return stalled;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        progress = System.nanoTime();
        return read;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        progress = System.nanoTime();
        return read;
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }
}
