package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.analysis.history.Instrumentation.Holding;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What scrapes every ten minutes tell besides series. */
final class InstrumentationTest {
    private static final List<ScrapeRow> NO_SCRAPES = List.of();
    private static final SeriesColumns NO_SERIES = SeriesColumns.of(List.of());

    @Test
    void withoutFamiliesNothingIsKnown() {
        assertThat(Instrumentation.of(NO_SCRAPES, List.of(), NO_SERIES)).isEqualTo(Instrumentation.NONE);
    }

    @Test
    void typesAndThePlatformComeFromTheFamilies() {
        Instrumentation told = of(Stream.of(family("latency", "summary", 1), family("go_goroutines", "gauge", 4))
                .flatMap(List::stream)
                .toList());
        assertThat(told.types()).containsOnly(Map.entry("latency", "summary"), Map.entry("go_goroutines", "gauge"));
        assertThat(told.platform()).isEqualTo(Platform.GO);
    }

    @Test
    void aGaugeHasACourseFromFourScrapesOn() {
        assertThat(of(family("go_goroutines", "gauge", 3)).holdings()).isEmpty();
        Holding goroutines = of(family("go_goroutines", "gauge", 4)).holdings().get(0);
        assertThat(goroutines.metric()).isEqualTo("go_goroutines");
        assertThat(goroutines.bytes()).isFalse();
        assertThat(goroutines.readings().times()).containsExactly(0, 600, 1200, 1800);
        assertThat(goroutines.readings().bytes()).containsExactly(100, 101, 102, 103);
        assertThat(goroutines.readings().step()).isEqualTo(600);
    }

    @Test
    void aGaugeOfBytesMeasures() {
        assertThat(of(family("cache_bytes", "gauge", 4)).holdings())
                .extracting(Holding::bytes)
                .containsExactly(true);
    }

    @Test
    void whatOnlyCountsIsNotHeld() {
        assertThat(of(family("read_bytes", "counter", 4)).holdings()).isEmpty();
        assertThat(of(family("read_bytes_total", "counter", 4)).holdings()).isEmpty();
        // Hand-made bodies lack types, and a sum of these is a counter's.
        assertThat(of(family("written_bytes_total", "unknown", 4)).holdings()).isEmpty();
        assertThat(of(family("cache_bytes", "unknown", 4)).holdings()).hasSize(1);
    }

    @Test
    void aGaugeWhoseNameEndsLikeACountersIsHeldAllTheSame() {
        assertThat(of(family("nodejs_active_handles_total", "gauge", 4)).holdings())
                .extracting(Holding::metric)
                .containsExactly("nodejs_active_handles_total");
    }

    @Test
    void aFamilyWithoutASumIsNotHeld() {
        List<FamilyRow> bare = IntStream.range(0, 4)
                .mapToObj(i -> Rows.family(600.0 * i, "queue_length", "gauge", null, null))
                .toList();
        assertThat(of(bare).holdings()).isEmpty();
    }

    @Test
    void theLabelsAreThoseOfTheFamilysOwnSeries() {
        Instrumentation told = Instrumentation.of(
                NO_SCRAPES,
                family("cache_bytes", "gauge", 4),
                SeriesColumns.of(List.of(
                        Rows.series(0, 1800, "cache_bytes", "gauge", Map.of("tenant", "a")),
                        Rows.series(0, 1800, "cache_bytes", "gauge", Map.of("tenant", "b", "tier", "1")),
                        Rows.series(0, 1800, "requests_total", Map.of("code", "200")))));
        assertThat(told.holdings().get(0).labels()).containsExactlyInAnyOrder("tenant", "tier");
    }

    @Test
    void noMoreThanFortyGaugesAreKept() {
        List<FamilyRow> many = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> many.addAll(family("b%02d_bytes".formatted(i), "gauge", 4)));
        assertThat(of(many).holdings()).hasSize(40);
    }

    @Test
    void gaugesOfThingsAreKeptBesideManyOfBytes() {
        List<FamilyRow> many = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> many.addAll(family("b%02d_bytes".formatted(i), "gauge", 4)));
        many.addAll(family("process_open_fds", "gauge", 4));
        assertThat(of(many).holdings()).extracting(Holding::metric).contains("process_open_fds");
    }

    private static Instrumentation of(List<FamilyRow> families) {
        return Instrumentation.of(NO_SCRAPES, families, NO_SERIES);
    }

    /** From 100 on, one more with each scrape. */
    private static List<FamilyRow> family(String metric, String type, int scrapes) {
        return IntStream.range(0, scrapes)
                .mapToObj(i -> Rows.family(600.0 * i, metric, type, 100.0 + i, null))
                .toList();
    }
}
