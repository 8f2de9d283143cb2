package dev.culprit.extract.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.table.Partition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BundleTest {
    private static final Partition DAY = new Partition("prod", LocalDate.parse("2026-11-16"));

    private static List<List<Long>> split(long targetBytes, long... sizes) {
        List<TargetDay> targets = LongStream.of(sizes)
                .mapToObj(size -> new TargetDay(
                        new Container("prod", null, "web", null, "shop-" + size, "proxy"),
                        null,
                        List.of(new ScrapeFile("path", ScrapeFile.ALONE, "name", size, Instant.EPOCH)),
                        ScrapeSource.Reading.DEFAULT))
                .toList();
        List<Bundle> bundles = Bundle.split(DAY, targets, targetBytes);
        for (int i = 0; i < bundles.size(); i++) {
            assertThat(bundles.get(i).number()).isEqualTo(i);
        }
        return bundles.stream()
                .map(bundle -> bundle.targets().stream().map(TargetDay::bytes).toList())
                .toList();
    }

    @Test
    void neighboursStayTogetherUntilTheyAreHeavyEnough() {
        assertThat(split(10, 4, 4, 4, 12, 1, 1)).isEqualTo(List.of(List.of(4L, 4L, 4L), List.of(12L), List.of(1L, 1L)));
        assertThat(split(10, 3)).isEqualTo(List.of(List.of(3L)));
        assertThat(split(10, 10)).isEqualTo(List.of(List.of(10L)));
    }

    private static List<Integer> slices(long all, int cores, long... sizes) {
        TargetDay day = new TargetDay(
                new Container("prod", null, "web", null, "shop", "proxy"),
                null,
                LongStream.of(sizes)
                        .mapToObj(size -> new ScrapeFile("path", ScrapeFile.ALONE, "name", size, Instant.EPOCH))
                        .toList(),
                ScrapeSource.Reading.DEFAULT);
        return Slice.of(day, all, cores, 10, 0).stream()
                .map(slice -> slice.files().size())
                .toList();
    }

    @Test
    void onlyADayThatWouldLeaveCoresIdleIsSliced() {
        assertThat(slices(80, 2, 10, 10, 10, 10, 10, 10, 10, 10)).isEqualTo(List.of(2, 2, 2, 2));
        assertThat(slices(80, 1, 10, 10, 10, 10, 10, 10, 10, 10)).as("one core").isEmpty();
        assertThat(slices(80, 2, 20, 20)).as("a core's share").isEmpty();
        assertThat(slices(12, 2, 6, 6)).as("too small").isEmpty();
    }

    @Test
    void manyCoresShareWhatIsHeavyAndDoNotShredWhatIsLight() {
        assertThat(Bundle.targetBytes(1L << 40, 100)).isEqualTo((1L << 40) / 300);
        assertThat(Bundle.targetBytes(1000, 100)).isEqualTo(4L << 20);
    }
}
