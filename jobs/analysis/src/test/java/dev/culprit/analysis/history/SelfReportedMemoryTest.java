package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SelfReportedMemoryTest {
    private static final List<ScrapeRow> TEN =
            IntStream.range(0, 10).mapToObj(i -> Rows.scrape(600.0 * i)).toList();
    private static final Lifetime DAY = new Lifetime(0, 86_400, Lifetime.RESTART);

    @Test
    void theSourceNearestToWhatIsRetainedIsRead() {
        List<FamilyRow> families = gauge("go_memstats_heap_inuse_bytes", 10, 1);
        families.addAll(gauge("jvm_memory_used_bytes", 10, 2));
        families.addAll(gauge("jvm_gc_live_data_size_bytes", 10, 3));
        assertThat(SelfReportedMemory.of(TEN, families).bytes()).containsOnly(3).hasSize(10);
    }

    @Test
    void ofAJavaHeapWhatHasOutlivedCollectionsIsNearer() {
        List<FamilyRow> families = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            families.add(new FamilyRow(
                    Rows.CONTAINER, Rows.time(600.0 * i), "jvm_memory_used_bytes", "gauge", 8, 9.0, null, 4.0));
        }
        assertThat(SelfReportedMemory.of(TEN, families).bytes()).containsOnly(4);
        families.addAll(gauge("jvm_gc_live_data_size_bytes", 10, 3));
        assertThat(SelfReportedMemory.of(TEN, families).bytes()).containsOnly(3);
    }

    @Test
    void whatLivesOnAGoHeapIsReadOffTheGoalOfItsNextCollection() {
        List<FamilyRow> families = gauge("go_memstats_heap_inuse_bytes", 10, 9e6);
        families.addAll(gauge("go_memstats_next_gc_bytes", 10, 12e6));
        assertThat(SelfReportedMemory.of(TEN, families).bytes()).containsOnly(6e6);
        families.addAll(gauge("go_gc_gogc_percent", 10, 200));
        assertThat(SelfReportedMemory.of(TEN, families).bytes()).containsOnly(4e6);
    }

    @Test
    void aGoalThatTellsNothingIsPassedOver() {
        List<FamilyRow> least = gauge("go_memstats_heap_inuse_bytes", 10, 3e6);
        least.addAll(gauge(GoHeapGoal.METRIC, 10, 4 << 20));
        assertThat(SelfReportedMemory.of(TEN, least).bytes()).containsOnly(3e6);
        List<FamilyRow> off = gauge("go_memstats_heap_inuse_bytes", 10, 3e6);
        off.addAll(gauge(GoHeapGoal.METRIC, 10, 1.8446744073709552e19));
        assertThat(SelfReportedMemory.of(TEN, off).bytes()).containsOnly(3e6);
    }

    @Test
    void aSourceThatFewScrapesHaveIsPassedOver() {
        List<FamilyRow> families = gauge("jvm_gc_live_data_size_bytes", 6, 3);
        families.addAll(gauge("jvm_memory_used_bytes", 7, 2));
        Readings readings = SelfReportedMemory.of(TEN, families);
        assertThat(readings.bytes()).containsOnly(2).hasSize(7);
        assertThat(readings.times()).startsWith(0, 600).endsWith(3600);
        assertThat(readings.step()).isEqualTo(600);
    }

    @Test
    void aGaugeOfZeroIsNoReading() {
        assertThat(SelfReportedMemory.of(TEN, gauge("jvm_gc_live_data_size_bytes", 10, 0)))
                .isNull();
    }

    @Test
    void inAProxysScrapeOnlyTheProxySpeaks() {
        List<FamilyRow> families = gauge("go_memstats_heap_inuse_bytes", 10, 1);
        families.add(Rows.counter(0, "istio_requests_total", 5));
        assertThat(SelfReportedMemory.of(TEN, families)).isNull();
        families.addAll(gauge("envoy_server_memory_allocated", 10, 4));
        assertThat(SelfReportedMemory.of(TEN, families).bytes()).containsOnly(4);
    }

    @Test
    void residentMemoryIsNoSource() {
        assertThat(SelfReportedMemory.of(TEN, gauge("process_resident_memory_bytes", 10, 1)))
                .isNull();
    }

    @Test
    void theLowerEnvelopeTakesTheLowestOfTheHoursAhead() {
        double[] hours = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        double[] bytes = {9, 8, 3, 9, 9, 9, 9, 4, 9};
        assertThat(envelope(hours, bytes, DAY, 0, 2, 3, 4, 8)).containsExactly(3, 3, 9, 4, 9);
    }

    @Test
    void aCollectionOfTheNextProcessTellsNothing() {
        double[] hours = {0, 1, 2, 3, 4};
        double[] bytes = {9, 8, 7, 1, 1};
        Lifetime life = new Lifetime(0, 2.5 * 3600, Lifetime.RESTART);
        assertThat(envelope(hours, bytes, life, 1)).containsExactly(7);
    }

    @Test
    void withoutReadingsTheEnvelopeIsUnknown() {
        assertThat(envelope(new double[] {0, 1}, new double[] {5, 5}, DAY, 6)).containsOnly(Double.NaN);
    }

    /** Half an hour back. */
    private static double[] envelope(double[] hours, double[] bytes, Lifetime life, double... at) {
        return SelfReportedMemory.lowerEnvelope(new Readings(seconds(hours), bytes, 3600), seconds(at), life, 1800);
    }

    private static double[] seconds(double[] hours) {
        return Arrays.stream(hours).map(hour -> hour * 3600).toArray();
    }

    private static List<FamilyRow> gauge(String metric, int scrapes, double bytes) {
        return new ArrayList<>(IntStream.range(0, scrapes)
                .mapToObj(i -> Rows.gauge(600.0 * i, metric, bytes))
                .toList());
    }
}
