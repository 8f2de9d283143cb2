package dev.culprit.scrapes;

import dev.culprit.model.Nullable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The series of one scrape, and how they compare with those that the process showed before. */
final class ScrapeContent {
    /** Year 5138; a start beyond it, or before 1970, is no time. */
    private static final double LATEST_START_SECONDS = 1e11;

    private final int number;
    private final int lastWhole;
    private final List<KnownSeries> seen = new ArrayList<>();
    private final List<KnownSeries> born = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();
    private final RestartEvidence evidence = new RestartEvidence();
    private long survivors;
    private @Nullable Double startSeconds;

    /**
     * @param number of the scrape, from 1
     * @param lastWhole number of the last scrape before it that lost nothing
     */
    ScrapeContent(int number, int lastWhole) {
        this.number = number;
        this.lastWhole = lastWhole;
    }

    /** Of a series that occurs twice in a body, the first sample counts, as in Prometheus. */
    void add(KnownSeries series, double value) {
        if (series.scrape == number) {
            return;
        }
        if (series.tellsProcessStart && startSeconds == null && value > 0 && value < LATEST_START_SECONDS) {
            startSeconds = value;
        }
        if (series.scrape == 0) {
            born.add(series);
        } else {
            survivors += series.scrape >= lastWhole ? 1 : 0;
            if (series.role.isMonotone()) {
                evidence.counter(series.value, value);
            }
            count(series, value);
        }
        series.scrape = number;
        series.value = value;
        seen.add(series);
    }

    /** Gives the new series their families, which is possible when all {@code TYPE} lines are known. */
    void complete(Families types) {
        for (KnownSeries series : born) {
            series.join(types.of(series.metric));
            count(series, series.value);
        }
        families.sort(Comparator.comparing(Family::metric));
    }

    private void count(KnownSeries series, double value) {
        if (series.family().add(number, series.role, value)) {
            families.add(series.family());
        }
    }

    /** Makes the scrape a part of the series' lives. */
    void commit(Instant time) {
        seen.forEach(series -> series.seenAt(time));
    }

    List<KnownSeries> seen() {
        return seen;
    }

    /** Series that the process had not shown before. */
    List<KnownSeries> born() {
        return born;
    }

    /** By metric. */
    List<Family> families() {
        return families;
    }

    /** How many of the series that were live before are here. */
    long survivors() {
        return survivors;
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
