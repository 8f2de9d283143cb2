package dev.culprit.benchmarks.scrapes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.benchmarks.scrapes.ScannerBenchmark.Scanned;
import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.scrapes.text.TargetReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is compared reads the same. */
final class ReadersTest {
    @TempDir
    private Path folder;

    private long births;
    private long bytes;

    private final TargetRows rows = new TargetRows() {
        @Override
        public void scrape(ScrapeRow row) {
            assertThat(row.reason()).isNull();
            births += row.body().births();
            bytes += row.body().bytes();
        }

        @Override
        public void family(FamilyRow row) {}

        @Override
        public void series(SeriesRow row) {}
    };

    @Test
    void readersAgreeOnAnArchive() throws IOException {
        ArchiveFolder archive = new ArchiveFolder(folder.resolve("archive"));
        long made = archive.make(1, 4, 2);
        assertThat(BareDecompression.read(archive)).isEqualTo(made);

        HashSetReader byLine = new HashSetReader();
        byLine.read(archive);
        TargetReader reader = new TargetReader(
                new Container("prod", null, "web", null, "shop-0", "proxy"), ScanLimits.DEFAULT, false, rows);
        for (Path file : archive.files()) {
            try (InputStream in = Files.newInputStream(file)) {
                reader.read(Instant.EPOCH, "file", in);
            }
        }
        assertThat(bytes).isEqualTo(made);
        assertThat(births).isEqualTo(byLine.births()).isEqualTo(3 * 2 * 67);

        Path text = folder.resolve("part.om");
        assertThat(TimestampedText.write(archive, text, Long.MAX_VALUE)).isEqualTo(made);
        assertThat(Files.readString(text)).endsWith(" 1794852000\n# EOF\n");
    }

    @Test
    void benchmarksRun() {
        ScannerBenchmark benchmark = new ScannerBenchmark();
        benchmark.file = "istio/sidecar-1.5-proxy.prom";
        benchmark.load();
        Scanned scanned = new Scanned();
        benchmark.cold(scanned);
        benchmark.steady(scanned);
        assertThat(scanned.bytes).isGreaterThan(700_000);
        benchmark.births(scanned);
        assertThat(scanned.bytes).isGreaterThan(100_000_000);
    }
}
