package dev.culprit.benchmarks.scrapes;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.scrapes.text.TargetReader;
import java.time.Instant;

/** The memory that one target with a million live series takes: two scrapes of it, and the rows that come of them. */
final class MillionSeries {
    private static final int SERIES = 1_000_000;
    private static final int SERIES_OF_A_HOST = 67;

    private long bytes;
    private long live;
    private long rows;

    private void read(LeakingSidecar sidecar) {
        TargetReader reader = new TargetReader(
                new Container("prod", null, "web", null, "shop-0", "istio-proxy"),
                ScanLimits.DEFAULT,
                false,
                new TargetRows() {
                    @Override
                    public void scrape(ScrapeRow row) {
                        bytes += row.body().bytes();
                        live = row.body().series();
                    }

                    @Override
                    public void family(FamilyRow row) {}

                    @Override
                    public void series(SeriesRow row) {
                        rows++;
                    }
                });
        reader.read(Instant.EPOCH, "first", sidecar.stream());
        sidecar.grow(1);
        reader.read(Instant.EPOCH.plusSeconds(60), "second", sidecar.stream());
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf("%,d live series, %,d bytes of heap each%n", live, used / live);
        reader.finish();
    }

    public static void main(String[] arguments) {
        LeakingSidecar sidecar = new LeakingSidecar(1);
        sidecar.grow(SERIES / SERIES_OF_A_HOST + 1);
        Measurement measurement = Measurement.start();
        MillionSeries reader = new MillionSeries();
        reader.read(sidecar);
        measurement.print("%d series rows of one target".formatted(reader.rows), reader.bytes);
    }
}
