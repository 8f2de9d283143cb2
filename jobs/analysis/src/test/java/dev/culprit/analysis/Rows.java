package dev.culprit.analysis;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of the warehouse with only what a test speaks of. Times are seconds since the epoch. */
public final class Rows {
    public static final Container CONTAINER = new Container("prod", null, "web", "shop", "shop-0", "proxy");

    private Rows() {}

    public static Instant time(double second) {
        return Instant.ofEpochMilli(Math.round(second * 1000));
    }

    public static MemoryRow memory(double second, double bytes) {
        return memory(second, 60, bytes, null);
    }

    public static MemoryRow memory(double second, int periodSeconds, double bytes, @Nullable Double limitBytes) {
        return new MemoryRow(CONTAINER, time(second), periodSeconds, bytes, limitBytes, null, null, "test", "test");
    }

    public static ScrapeRow scrape(double second) {
        return scrape(second, 1, null, ScrapeRow.OK, null);
    }

    public static ScrapeRow scrape(double second, double processStart) {
        return scrape(second, 1, processStart, ScrapeRow.OK, null);
    }

    public static ScrapeRow scrape(
            double second, long series, @Nullable Double processStart, String status, @Nullable String restart) {
        return scrape(second, series, 0, processStart, status, restart);
    }

    public static ScrapeRow scrape(
            double second,
            long series,
            long births,
            @Nullable Double processStart,
            String status,
            @Nullable String restart) {
        return new ScrapeRow(
                CONTAINER,
                time(second),
                second + ".prom",
                new ScrapeRow.Body(1, series, series, births),
                processStart == null ? null : time(processStart),
                status,
                null,
                restart,
                ScrapeRow.Flaws.NONE);
    }

    public static FamilyRow counter(double second, String metric, double sum) {
        return family(second, metric, "counter", sum, null);
    }

    public static FamilyRow gauge(double second, String metric, double sum) {
        return family(second, metric, "gauge", sum, null);
    }

    public static FamilyRow histogram(double second, String metric, double count) {
        return family(second, metric, "histogram", null, count);
    }

    public static FamilyRow family(
            double second, String metric, String type, @Nullable Double valueSum, @Nullable Double countSum) {
        return new FamilyRow(CONTAINER, time(second), metric, type, 1, valueSum, countSum);
    }

    public static SeriesRow series(double firstSeen, double lastSeen, String metric, Map<String, String> labels) {
        return series(firstSeen, lastSeen, metric, "counter", labels);
    }

    public static SeriesRow series(
            double firstSeen, double lastSeen, String metric, String type, Map<String, String> labels) {
        String name = metric + new TreeMap<>(labels);
        return new SeriesRow(
                CONTAINER,
                null,
                metric,
                type,
                labels,
                name.hashCode() * 31L + metric.hashCode(),
                time(firstSeen),
                time(lastSeen),
                1);
    }
}
