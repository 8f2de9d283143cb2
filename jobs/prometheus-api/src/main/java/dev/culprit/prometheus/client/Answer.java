package dev.culprit.prometheus.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came, but for the series themselves.
 *
 * @param series or words that it had
 * @param samples that it had
 * @param scanned samples that the server read for it, null where it does not tell
 * @param doubts words of the server's own that it may not be whole: warnings, remarks, a mark that it is partial
 */
public record Answer(long series, long samples, @Nullable Long scanned, List<String> doubts) {
    public Answer {
        doubts = List.copyOf(doubts);
    }

    /** What it costs, as far as anybody knows. */
    long cost() {
        return scanned == null ? samples : scanned;
    }
}
