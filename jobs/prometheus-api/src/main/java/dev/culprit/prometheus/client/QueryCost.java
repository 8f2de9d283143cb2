package dev.culprit.prometheus.client;

import dev.culprit.model.CulpritException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What has been asked of one server by this process, and whether more may be. */
public final class QueryCost {
    private final String environment;
    private final @Nullable Long maxSamples;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong again = new AtomicLong();

    QueryCost(String environment, @Nullable Long maxSamples) {
        this.environment = environment;
        this.maxSamples = maxSamples;
    }

    void request() {
        requests.incrementAndGet();
    }

    void again() {
        again.incrementAndGet();
    }

    void answer(long readSamples, long readBytes) {
        samples.addAndGet(readSamples);
        bytes.addAndGet(readBytes);
    }

    /** Takes note of samples that a server has read and does not tell of. */
    public void read(long readSamples) {
        samples.addAndGet(readSamples);
    }

    /**
     * Called before something is asked. Nothing is set aside: questions that others ask meanwhile count when they are answered.
     *
     * @param more samples that it will read, as far as it is known
     * @throws CulpritException where the run may not read so many
     */
    public void spend(long more) {
        if (maxSamples != null && samples.get() + more > maxSamples) {
            throw new CulpritException(
                    "environment %s: %,d samples were read and %,d more are needed, above max-samples %,d: raise it, choose a shorter period, or give matchers"
                            .formatted(environment, samples.get(), more, maxSamples));
        }
    }

    public long requests() {
        return requests.get();
    }

    /** As the server counts them, where it does, else those that came. */
    public long samples() {
        return samples.get();
    }

    /** {@code 120 requests (2 of them again), 1,234,567 samples, 12.3 MB}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d requests (%,d of them again), %,d samples, %,.1f MB",
                requests.get(),
                again.get(),
                samples.get(),
                bytes.get() / 1e6);
    }
}
