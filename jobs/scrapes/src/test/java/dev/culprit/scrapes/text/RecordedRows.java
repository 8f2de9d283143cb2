package dev.culprit.scrapes.text;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A reader and what it told, with a scrape a minute from midnight on. */
public final class RecordedRows implements TargetRows {
    public static final Instant MIDNIGHT = Instant.parse("2026-11-16T00:00:00Z");

    public final List<ScrapeRow> scrapes = new ArrayList<>();
    public final List<FamilyRow> families = new ArrayList<>();
    public final List<SeriesRow> series = new ArrayList<>();
    public final List<String> leftOut = new ArrayList<>();
    private final ScrapeReader reader;

    public RecordedRows() {
        this(ScanLimits.DEFAULT, false);
    }

    public RecordedRows(ScanLimits limits, boolean strict) {
        this(rows ->
                new TargetReader(new Container("prod", "eks", "web", "shop", "shop-1", "proxy"), limits, strict, rows));
    }

    public RecordedRows(Function<TargetRows, ScrapeReader> reader) {
        this.reader = reader.apply(this);
    }

    public static RecordedRows of(String... bodies) {
        RecordedRows rows = new RecordedRows();
        for (String body : bodies) {
            rows.read(body.getBytes(StandardCharsets.UTF_8));
        }
        rows.finish();
        return rows;
    }

    public static RecordedRows of(byte[] body) {
        RecordedRows rows = new RecordedRows();
        rows.read(body);
        rows.finish();
        return rows;
    }

    public static Instant minute(int minute) {
        return MIDNIGHT.plusSeconds(60L * minute);
    }

    public void seed(String body) {
        reader.seed(minute(-1), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    public ScrapeRow read(byte[] body) {
        return read(minute(scrapes.size()), body);
    }

    public ScrapeRow read(Instant time, byte[] body) {
        return read(time, "file-" + scrapes.size(), body);
    }

    public ScrapeRow read(Instant time, String name, byte[] body) {
        reader.read(time, name, new ByteArrayInputStream(body));
        return scrapes.get(scrapes.size() - 1);
    }

    public void finish() {
        reader.finish();
    }

    @Override
    public void scrape(ScrapeRow row) {
        scrapes.add(row);
    }

    @Override
    public void family(FamilyRow row) {
        families.add(row);
    }

    @Override
    public void series(SeriesRow row) {
        series.add(row);
    }

    @Override
    public void leftOut(String file, String reason, long count) {
        leftOut.add(file + " " + count);
    }

    /** {@code metric type {labels}} of each series row. */
    public List<String> names() {
        return series.stream()
                .map(row -> row.metric() + " " + row.type() + " " + row.labels())
                .toList();
    }
}
