package dev.culprit.extract.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.DayPart;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.Container;
import dev.culprit.model.table.Partition;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

final class BundleTest {
    private static final Partition DAY = new Partition("prod", LocalDate.parse("2026-11-16"));

    /** A day of an archive that can be parted anywhere. */
    private record Day(long bytes) implements TargetDay {
        @Override
        public Container target() {
            return new Container("prod", null, "web", null, "shop-" + bytes, "proxy");
        }

        @Override
        public void read(TargetRows rows, Configuration hadoop) {}

        @Override
        public List<DayPart> parts(long each) {
            DayPart part = (out, hadoop) -> {};
            return Stream.generate(() -> part).limit(bytes / each).toList();
        }
    }

    private static List<List<Long>> split(long targetBytes, long... sizes) {
        List<TargetDay> targets =
                LongStream.of(sizes).<TargetDay>mapToObj(Day::new).toList();
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

    @Test
    void onlyADayThatWouldLeaveCoresIdleIsParted() {
        assertThat(PartTask.parts(new Day(80), 80, 2, 10)).hasSize(4);
        assertThat(PartTask.parts(new Day(80), 80, 1, 10)).as("one core").isEmpty();
        assertThat(PartTask.parts(new Day(40), 80, 2, 10)).as("a core's share").isEmpty();
        assertThat(PartTask.parts(new Day(12), 12, 2, 10)).as("too small").isEmpty();
    }

    @Test
    void manyCoresShareWhatIsHeavyAndDoNotShredWhatIsLight() {
        assertThat(Bundle.targetBytes(1L << 40, 100)).isEqualTo((1L << 40) / 300);
        assertThat(Bundle.targetBytes(1000, 100)).isEqualTo(4L << 20);
    }
}
