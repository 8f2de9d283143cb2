package dev.culprit.scrapes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One scrape compared with what the process showed before. */
final class Scrape {
    /** Year 5138; a start beyond it, or before 1970, is no time. */
    private static final double LATEST_START_SECONDS = 1e11;

    private final List<Family> families = new ArrayList<>();
    private RestartEvidence evidence = new RestartEvidence();
    private int[] born = new int[256];
    private int bornCount;
    private long survivors;
    private long faults;
    private @Nullable Double startSeconds;

    void clear() {
        families.clear();
        evidence = new RestartEvidence();
        bornCount = 0;
        survivors = 0;
        faults = 0;
        startSeconds = null;
    }

    /**
     * Compares the columns with the series' last sights, which stay as they are. Series that occur twice in the columns
     * are dropped from them but for the first sample, which counts in Prometheus too.
     *
     * @param types for series that have none yet: the body's {@code TYPE} lines are all in them
     * @param number of the scrape, from 1
     * @param lastWhole number of the last scrape before it that lost nothing
     */
    void compare(ScrapeColumns columns, SeriesColumns series, Families types, int number, int lastWhole) {
        clear();
        int size = 0;
        String metric = null;
        Families.Membership membership = null;
        Family family = null;
        for (int i = 0; i < columns.size; i++) {
            int seen = columns.series[i];
            if (series.mark[seen] == number) {
                faults++;
                continue;
            }
            series.mark[seen] = number;
            double value = columns.values[i];
            columns.series[size] = seen;
            columns.values[size++] = value;
            if (series.last[seen] == 0) {
                bear(seen);
                if (!series.metric(seen).equals(metric)) {
                    metric = series.metric(seen);
                    membership = types.of(metric);
                }
                series.join(seen, membership);
            } else {
                survivors += series.last[seen] >= lastWhole ? 1 : 0;
                if (series.role(seen).isMonotone()) {
                    evidence.counter(series.values[seen], value);
                }
            }
            if (series.tellsProcessStart(seen) && startSeconds == null && value > 0 && value < LATEST_START_SECONDS) {
                startSeconds = value;
            }
            // Not "value < 0", which no number that is none is.
            faults += series.role(seen).isMonotone() && !(value >= 0) ? 1 : 0;
            Family before = family;
            family = series.family(seen);
            if (family.add(number, series.role(seen), value)) {
                families.add(family);
            } else {
                faults += family != before ? 1 : 0;
            }
        }
        columns.size = size;
        families.sort(Comparator.comparing(Family::metric));
    }

    private void bear(int newcomer) {
        if (bornCount == born.length) {
            born = Arrays.copyOf(born, 2 * bornCount);
        }
        born[bornCount++] = newcomer;
    }

    /** Series that the process had not shown before, {@link #bornCount} of them. */
    int[] born() {
        return born;
    }

    int bornCount() {
        return bornCount;
    }

    /** By metric. */
    List<Family> families() {
        return families;
    }

    /** How many of the series that were live before are here. */
    long survivors() {
        return survivors;
    }

    /** Faults of meaning: series shown again, counters that no counting gives, families that go on after others. */
    long faults() {
        return faults;
    }

    RestartEvidence evidence() {
        return evidence;
    }

    /** What the process says of its start, in seconds since 1970; null where it does not. */
    @Nullable
    Double startSeconds() {
        return startSeconds;
    }

    /** The same as a time, to the microsecond. */
    @Nullable
    Instant processStart() {
        return startSeconds == null ? null : Instant.EPOCH.plus(Math.round(startSeconds * 1e6), ChronoUnit.MICROS);
    }
}
