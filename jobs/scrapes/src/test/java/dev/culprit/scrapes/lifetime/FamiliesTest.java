package dev.culprit.scrapes.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.model.table.FamilyRow;
import dev.culprit.scrapes.text.RecordedRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FamiliesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x_total counter     | x_total   | x_total counter COUNTER",
                "x counter           | x_total   | x_total counter COUNTER",
                "x counter           | x         | x counter COUNTER",
                "x counter           | x_created | x_total counter OTHER",
                "x histogram         | x_bucket  | x histogram OTHER",
                "x histogram         | x_sum     | x histogram OTHER",
                "x histogram         | x_count   | x histogram COUNT",
                "x histogram         | x_created | x histogram OTHER",
                "x summary           | x         | x summary OTHER",
                "x summary           | x_count   | x summary COUNT",
                "x gaugehistogram    | x_gcount  | x gaugehistogram OTHER",
                "x info              | x_info    | x info OTHER",
                "x stateset          | x         | x stateset OTHER",
                "x gauge             | x_count   | x_count unknown OTHER",
                "x_count gauge       | x_count   | x_count gauge OTHER",
                "x untyped           | x         | x unknown OTHER",
                "x Counter           | x         | x counter COUNTER",
                "x nonsense          | x         | x unknown OTHER",
                "y gauge             | x_total   | x_total unknown COUNTER",
                "x_total gauge       | x_total   | x_total gauge OTHER",
                "jvm_memory_used_bytes gauge | jvm_memory_used_bytes | jvm_memory_used_bytes gauge HOLDINGS",
                "y gauge | process_resident_memory_bytes | process_resident_memory_bytes unknown HOLDINGS",
                "go_goroutines gauge | go_goroutines | go_goroutines gauge HOLDINGS",
                "y gauge | go_goroutines | go_goroutines unknown HOLDINGS",
                "go_goroutines counter | go_goroutines | go_goroutines counter COUNTER",
                "x_bytes gauge       | x_bytes   | x_bytes gauge HOLDINGS",
                "x_bytes_used gauge  | x_bytes_used | x_bytes_used gauge HOLDINGS",
                "x_bytes_max gauge   | x_bytes_max | x_bytes_max gauge OTHER",
                "x_bytes counter     | x_bytes   | x_bytes counter COUNTER",
                "x_bytes counter     | x_bytes_total | x_bytes_total counter COUNTER",
                "x_bytes histogram   | x_bytes_bucket | x_bytes histogram OTHER",
                "x_bytes histogram   | x_bytes_sum | x_bytes histogram OTHER",
                "x_bytes histogram   | x_bytes_count | x_bytes histogram COUNT",
                "x_bytes summary     | x_bytes   | x_bytes summary OTHER",
                "nodejs_active_handles_total gauge | nodejs_active_handles_total | nodejs_active_handles_total gauge HOLDINGS",
                "y gauge | _total | _total unknown COUNTER",
            })
    void belongsTo(String declaration, String sample, String expected) {
        Families families = new Families();
        String[] words = declaration.split(" ", 2);
        families.declare(words[0], words[1]);
        Families.Membership membership = families.of(sample);
        assertThat("%s %s %s"
                        .formatted(
                                membership.family().metric(),
                                membership.family().type(),
                                membership.role()))
                .isEqualTo(expected);
    }

    @Test
    void aTypeLineMayStandAfterItsSamplesAndNameMetricsInQuotes() {
        RecordedRows rows = RecordedRows.of("{\"a.b\"} 1\nx 1\n# TYPE \"a.b\" gauge\n# TYPE x gauge\n");
        assertThat(rows.names()).containsExactly("a.b gauge {}", "x gauge {}");
    }

    @Test
    void sumsAreOfCountersOwnMemoryAndCountsOnly() {
        List<FamilyRow> families = RecordedRows.of("""
                        # TYPE hits counter
                        hits_total{a="x"} 1
                        hits_total{a="y"} 2.5
                        hits_created{a="x"} 1700000000
                        # TYPE wait histogram
                        wait_bucket{le="1"} 3
                        wait_bucket{le="+Inf"} 4
                        wait_sum 9
                        wait_count 4
                        # TYPE queue gauge
                        queue 7
                        # TYPE process_resident_memory_bytes gauge
                        process_resident_memory_bytes 5e6
                        """).families;
        assertThat(families)
                .extracting(
                        FamilyRow::metric, FamilyRow::type, FamilyRow::series, FamilyRow::valueSum, FamilyRow::countSum)
                .containsExactly(
                        tuple("hits_total", "counter", 3L, 3.5, null),
                        tuple("process_resident_memory_bytes", "gauge", 1L, 5e6, null),
                        tuple("queue", "gauge", 1L, null, null),
                        tuple("wait", "histogram", 4L, null, 4.0));
    }

    /** Without the one counter the sum is lower than before, and the next one higher: it would count all of it again. */
    @Test
    void aSumThatLacksACounterIsUnknown() {
        List<FamilyRow> families = RecordedRows.of("""
                        # TYPE hits counter
                        hits_total{a="x"} 1
                        hits_total{a="z"} NaN
                        # TYPE wait histogram
                        wait_sum 9
                        wait_count +Inf
                        # TYPE cache_bytes gauge
                        cache_bytes{name="live"} 7
                        cache_bytes{name="gone"} NaN
                        # TYPE heap_bytes gauge
                        heap_bytes NaN
                        """).families;
        assertThat(families)
                .extracting(FamilyRow::metric, FamilyRow::series, FamilyRow::valueSum, FamilyRow::countSum)
                .containsExactly(
                        tuple("cache_bytes", 2L, 7.0, null),
                        tuple("heap_bytes", 1L, null, null),
                        tuple("hits_total", 2L, null, null),
                        tuple("wait", 2L, null, null));
    }

    @Test
    void ofPoolsOfAHeapThoseThatObjectsLiveLongInAreSummedBesides() {
        List<FamilyRow> families = RecordedRows.of("""
                        # TYPE jvm_memory_used_bytes gauge
                        jvm_memory_used_bytes{area="heap",id="G1 Old Gen"} 5e6
                        jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 9e6
                        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 4e7
                        # TYPE jvm_memory_max_bytes gauge
                        jvm_memory_max_bytes{area="heap",id="G1 Old Gen"} 1e8
                        # TYPE nodejs_heap_size_used_bytes gauge
                        nodejs_heap_size_used_bytes 3e6
                        """).families;
        assertThat(families)
                .extracting(FamilyRow::metric, FamilyRow::valueSum, FamilyRow::longLivedSum)
                .containsExactly(
                        tuple("jvm_memory_max_bytes", 1e8, null),
                        tuple("jvm_memory_used_bytes", 5.4e7, 5e6),
                        tuple("nodejs_heap_size_used_bytes", 3e6, null));
    }

    @ParameterizedTest
    @CsvSource({
        "id, Tenured Gen, true",
        "id, PS Old Gen, true",
        "id, PS Eden Space, false",
        "id, PS Survivor Space, false",
        "id, Metaspace, false",
        "pool, G1 Old Gen, true",
        "pool, ZGC Old Generation, true",
        "pool, ZGC Young Generation, false",
        "pool, ZHeap, true",
        "jvm_memory_pool_name, Shenandoah, true",
        "id, tenured-SOA, true",
        "id, nursery-allocate, false",
        "area, tenured, false"
    })
    void aPoolIsKnownByItsName(String label, String value, boolean longLived) {
        assertThat(HeapPools.isLongLived(Map.of(label, value))).isEqualTo(longLived);
    }

    @Test
    void ofASeriesThatOccursTwiceTheFirstSampleCounts() {
        RecordedRows rows = RecordedRows.of("hits_total 1\nhits_total 5\n", "hits_total 2\nhits_total 6\n");
        assertThat(rows.families).extracting(FamilyRow::valueSum).containsExactly(1.0, 2.0);
        assertThat(rows.families).extracting(FamilyRow::series).containsExactly(1L, 1L);
        assertThat(rows.scrapes.get(1).restart()).isNull();
    }

    @Test
    void aFamilyThatIsNotInAScrapeHasNoRowForIt() {
        RecordedRows rows = RecordedRows.of("a 1\nb 1\n", "a 1\n", "a 1\nb 1\n");
        assertThat(rows.families).extracting(FamilyRow::metric).containsExactly("a", "b", "a", "a", "b");
    }
}
