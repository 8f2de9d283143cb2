package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.Partition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VocabularyTest {
    @Test
    void aPeriodHoldsItsStartAndNotItsEnd() {
        Period period = new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-18T00:00:00Z"));
        assertThat(period.contains(period.from())).isTrue();
        assertThat(period.contains(period.to())).isFalse();
        assertThat(period.lastDay()).isEqualTo("2026-11-17");
        assertThat(period.days()).containsExactly(LocalDate.parse("2026-11-16"), LocalDate.parse("2026-11-17"));
        assertThat(period.length()).hasDays(2);
    }

    @Test
    void aPeriodWidensToTheDaysItTouches() {
        assertThat(new Period(Instant.parse("2026-11-16T06:00:00Z"), Instant.parse("2026-11-17T00:00:01Z")).wholeDays())
                .isEqualTo(new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-18T00:00:00Z")));
    }

    @Test
    void theLastSevenWholeDaysEndBeforeToday() {
        assertThat(Period.lastWholeDays(7, Instant.parse("2026-11-23T17:01:00Z")))
                .isEqualTo(new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z")));
    }

    @Test
    void aPeriodThatDoesNotEndAfterItsStartIsRefused() {
        Instant noon = Instant.parse("2026-11-16T12:00:00Z");
        assertThatThrownBy(() -> new Period(noon, noon)).hasMessageContaining("2026-11-16T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "wp-proxy-7d9c5b6f4-k2x8p, wp-proxy",
        "catalog-7d9c5b6f4-c8n2s, catalog",
        "kafka-12, kafka",
        "node-exporter-x7k2p, node-exporter",
        "report-28412340-bxq7z, report",
        "api-cache-store, api-cache-store",
        "shop, shop",
        "shop-eu, shop-eu"
    })
    void workloadsAreReadOffThePodsName(String pod, String workload) {
        assertThat(Workload.ofPod(pod)).isEqualTo(workload);
    }

    @Test
    void hostileTextIsShownAsEscapesAndCut() {
        assertThat(Text.printable("a\u001b[31mb\r\nc\u202ed", 100)).isEqualTo("a\\u{1b}[31mb\\r\\nc\\u{202e}d");
        assertThat(Text.printable("\ud83d\ude00 ok", 100)).isEqualTo("\ud83d\ude00 ok");
        assertThat(Text.printable("\ud83d", 100)).isEqualTo("\\u{d83d}");
        assertThat(Text.printable("0123456789", 10)).isEqualTo("0123456789");
        assertThat(Text.printable("0123456789a", 10)).isEqualTo("012345678…");
    }

    @Test
    void wordsAndFoldersAreTheContract() {
        assertThat(Stream.of(Verdict.values()).map(Verdict::word))
                .containsExactly("label", "no-label", "watch", "steady", "insufficient-data");
        assertThat(Stream.of(Shape.values()).map(Shape::word))
                .containsExactly("leak", "plateau", "ebb-and-flow", "flat", "short");
        assertThat(new Partition("prod", LocalDate.parse("2026-11-16")).folder())
                .isEqualTo("environment=prod/date=2026-11-16");
    }

    @Test
    void containersSortByWhereTheyAre() {
        Container prod = new Container("prod", null, "web", "shop", "shop-1", "proxy");
        assertThat(new Container("dev", "eks", "web", "shop", "shop-1", "proxy"))
                .isLessThan(prod);
        assertThat(prod).hasToString("prod/web/shop-1/proxy");
    }

    @Test
    void whatIsNotToldOfAContainerSortsFirst() {
        Container pod = new Container("prod", null, "web", null, "shop-1", null);
        Container named = new Container("prod", null, "web", "shop", "shop-1", null);
        Container proxy = new Container("prod", null, "web", "shop", "shop-1", "proxy");
        Container elsewhere = new Container("prod", "eks", "web", null, "shop-1", null);
        assertThat(Stream.of(elsewhere, proxy, named, pod).sorted()).containsExactly(pod, named, proxy, elsewhere);
        assertThat(pod).hasToString("prod/web/shop-1/(pod)");
    }
}
