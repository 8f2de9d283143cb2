package dev.culprit.report;

import dev.culprit.model.Container;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the period was seen.
 *
 * @param scrapes files, the rejected and partial ones included
 * @param unmatched scrape files that could not be placed
 * @param unread reasons for which input was left out, the most frequent first
 */
record Coverage(
        long scrapes,
        long rejected,
        long partial,
        long unmatched,
        long memoryPoints,
        List<Gap> gaps,
        List<Unread> unread) {

    /** A hole in what is known of a pod. */
    record Gap(
            Container container,
            Instant from,
            Instant to,
            String what) {
        static final String SCRAPES = "scrapes";
        static final String MEMORY = "memory";
    }

    /** Input left out for one reason: where it was met first, and how often. */
    record Unread(String environment, String file, @Nullable String position, String reason, long count) {}
}
