package dev.culprit.benchmarks.laboratory;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.scrapes.text.TargetReader;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one pod's scrapes, read day by day as the job does it. */
final class ScrapedPod implements TargetRows {
    final Container container;
    final List<ScrapeRow> scrapes = new ArrayList<>();
    final List<FamilyRow> families = new ArrayList<>();
    final List<SeriesRow> series = new ArrayList<>();

    private @Nullable TargetReader reader;
    private @Nullable LocalDate day;
    private @Nullable Instant lastTime;
    private byte[] last = new byte[0];

    ScrapedPod(Container container) {
        this.container = container;
    }

    /** Bodies in the order of their times. */
    void read(Instant time, String name, byte[] body) {
        LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        if (reader == null || !date.equals(day)) {
            finish();
            reader = new TargetReader(container, ScanLimits.DEFAULT, false, this);
            day = date;
            if (lastTime != null) {
                reader.seed(lastTime, new ByteArrayInputStream(last));
            }
        }
        reader.read(time, name, new ByteArrayInputStream(body));
        lastTime = time;
        last = body;
    }

    void finish() {
        if (reader != null) {
            reader.finish();
            reader = null;
        }
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
}
