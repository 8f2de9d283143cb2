package dev.culprit.report.data;

import dev.culprit.model.Container;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the period was seen.
 *
 * @param scrapes files, the rejected and partial ones included
 * @param unmatched scrape files that the pattern does not match, each counted once
 * @param unread reasons for which input was left out, the most frequent first
 */
public record Coverage(
        long scrapes,
        long rejected,
        long partial,
        long unmatched,
        long memoryPoints,
        List<Gap> gaps,
        List<Unread> unread) {

    /** A hole in what is known of a pod. */
    public record Gap(Container container, Instant from, Instant to, String what) {
        public static final String SCRAPES = "scrapes";
        public static final String MEMORY = "memory";
    }

    /** Input left out for one reason: where it was met first, and how often. */
    public record Unread(
            String environment, String file, @Nullable String position, String reason, long count) {}
}
