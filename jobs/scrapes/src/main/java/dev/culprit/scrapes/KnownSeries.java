package dev.culprit.scrapes;

import dev.culprit.model.Nullable;
import java.time.Instant;
import java.util.Objects;

/**
 * A series that a process has shown. Its labels are not kept: the spelling holds them, in a fifth of the memory, and
 * they are wanted once a day.
 */
final class KnownSeries {
    final long id;
    final String metric;
    /** As the series was first written. */
    final byte[] spelling;

    final boolean tellsProcessStart;
    Role role = Role.OTHER;
    /** Number of the last scrape that held it, 0 for none. */
    int scrape;

    double value;
    private @Nullable Family family;
    private @Nullable Instant firstSeen;
    private @Nullable Instant lastSeen;
    private long scrapes;

    KnownSeries(long id, String metric, byte[] spelling) {
        this.id = id;
        this.metric = metric;
        this.spelling = spelling;
        // Istio's agent, which shares its proxy's life, puts a prefix before the process collector's names.
        this.tellsProcessStart =
                metric.equals("process_start_time_seconds") || metric.equals("istio_agent_process_start_time_seconds");
    }

    void join(Families.Membership membership) {
        family = membership.family();
        role = membership.role();
    }

    Family family() {
        return Objects.requireNonNull(family, "family");
    }

    void seenAt(Instant time) {
        if (scrapes == 0) {
            firstSeen = time;
        }
        lastSeen = time;
        scrapes++;
    }

    /** What was seen belongs to another lifetime or day. */
    void forgetSights() {
        scrapes = 0;
    }

    /** Null before the first sight, like {@link #lastSeen}. */
    @Nullable
    Instant firstSeen() {
        return firstSeen;
    }

    @Nullable
    Instant lastSeen() {
        return lastSeen;
    }

    long scrapes() {
        return scrapes;
    }
}
