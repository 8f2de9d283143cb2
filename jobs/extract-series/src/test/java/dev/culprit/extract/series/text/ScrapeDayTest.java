package dev.culprit.extract.series.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.DayPart;
import dev.culprit.model.Container;
import dev.culprit.scrapefiles.ScrapeFile;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetLabels;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ScrapeDayTest {
    private static final ScrapeFile SEED = file(7);

    private static ScrapeFile file(long bytes) {
        return new ScrapeFile("path", ScrapeFile.ALONE, "name", bytes, Instant.EPOCH);
    }

    private static List<DayPart> parts(ScrapeReading reading, long each, long... sizes) {
        List<ScrapeFile> files =
                LongStream.of(sizes).mapToObj(ScrapeDayTest::file).toList();
        return new ScrapeDay(new Container("prod", null, "web", null, "shop", "proxy"), SEED, files, reading)
                .parts(each);
    }

    @Test
    void partsAreOfFilesThatFollowAndTheFirstHasTheSeed() {
        List<DayPart> parts = parts(ScrapeReading.DEFAULT, 20, 10, 10, 10, 15, 5);
        assertThat(parts)
                .containsExactly(
                        new ScrapeDayPart(SEED, List.of(file(10), file(10)), ScrapeReading.DEFAULT),
                        new ScrapeDayPart(null, List.of(file(10), file(15)), ScrapeReading.DEFAULT),
                        new ScrapeDayPart(null, List.of(file(5)), ScrapeReading.DEFAULT));
        assertThat(parts(ScrapeReading.DEFAULT, 20, 10, 10)).as("one part").isEmpty();
    }

    @Test
    void filesOfSeveralTargetsAreReadWhole() {
        TargetLabels labels = new TargetLabels(null, "namespace", null, "pod", null);
        assertThat(parts(new ScrapeReading(false, false, labels, ScanLimits.DEFAULT), 10, 10, 10, 10))
                .isEmpty();
    }
}
