package dev.culprit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.ContainerHistory.Readings;
import dev.culprit.analysis.ContainerHistory.Restart;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Births, their credit to labels, groups of labels, and what values look like. */
final class BirthsTest {
    private static final double[] HOURLY =
            IntStream.range(0, 12).mapToDouble(hour -> hour * 3600.0).toArray();

    private final List<SeriesRow> rows = new ArrayList<>();

    @Test
    void aBirthIsCreditedToTheLabelWhoseValueIsYoungest() {
        seen(0, "m", Map.of("host", "a", "code", "200"));
        seen(3, "m", Map.of("host", "b", "code", "200"));
        seen(5, "m", Map.of("host", "b", "code", "500"));
        BirthLedger ledger = ledger();
        assertThat(ledger.batches())
                .extracting(BirthLedger.Batch::time, BirthLedger.Batch::labels)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3 * 3600.0, List.of("host")),
                        org.assertj.core.groups.Tuple.tuple(5 * 3600.0, List.of("code")));
    }

    @Test
    void whatIsThereInTheFirstHourIsInventory() {
        seen(0, "m", Map.of("host", "a"));
        seen(1, "m", Map.of("host", "b"));
        assertThat(ledger().batches()).isEmpty();
    }

    @Test
    void oldValuesInNewCombinationsAreCreditedToNobody() {
        seen(0, "m", Map.of("host", "a", "code", "200"));
        seen(0, "m", Map.of("host", "b", "code", "500"));
        seen(4, "m", Map.of("host", "a", "code", "500"));
        assertThat(ledger().batches()).isEmpty();
        assertThat(ledger().uncredited()).isEqualTo(1);
    }

    @Test
    void bucketBoundsAndTargetLabelsNeverGetCredit() {
        for (int hour = 2; hour < 8; hour++) {
            seen(hour, "m", Map.of("le", "" + hour, "pod", "p" + hour, "instance", "i" + hour));
        }
        assertThat(ledger().batches()).isEmpty();
    }

    @Test
    void aValueArrivesOnceHoweverManySeriesItMakes() {
        seen(0, "m", Map.of("host", "a"));
        seen(3, "m", Map.of("host", "b", "code", "200"));
        seen(3, "n", Map.of("host", "c"));
        seen(6, "n", Map.of("host", "b"));
        assertThat(ledger().arrivals())
                .containsExactly(
                        new BirthLedger.Arrival(3 * 3600.0, "code", 1), new BirthLedger.Arrival(3 * 3600.0, "host", 2));
    }

    @Test
    void rowsOfTheSameSeriesOnTwoDaysAreOneBirth() {
        seen(2, "m", Map.of("host", "a"));
        seen(7, "m", Map.of("host", "a"));
        assertThat(ledger().batches()).hasSize(1);
        assertThat(ledger().distinct()).containsEntry("m", 1L);
    }

    @Test
    void aRestartBeginsANewLedger() {
        seen(2, "m", Map.of("host", "a"));
        seen(6, "m", Map.of("host", "b"));
        List<BirthLedger> ledgers = BirthLedger.perProcess(
                HOURLY, List.of(new Restart(5 * 3600, 6 * 3600, Double.NaN, "process-start")), rows);
        assertThat(ledgers).hasSize(2);
        assertThat(ledgers.get(0).batches()).hasSize(1);
        assertThat(ledgers.get(1).batches()).isEmpty();
        assertThat(ledgers.get(1).start()).isEqualTo(6 * 3600.0);
        assertThat(ledgers.get(0).end()).isEqualTo(5 * 3600.0);
    }

    @Test
    void seriesOfAHistogramAreCountedByFamilyAndWithoutTheLabel() {
        for (int host = 0; host < 3; host++) {
            for (String le : List.of("1.0", "+Inf")) {
                seen(2 + host, "h_bucket", "histogram", Map.of("host", "h" + host, "le", le));
            }
            seen(2 + host, "h_count", "histogram", Map.of("host", "h" + host));
        }
        BirthLedger.Novelty novelty = ledger().novelty().get(0);
        assertThat(novelty.family()).isEqualTo("h");
        assertThat(novelty.births()).isEqualTo(9);
        assertThat(novelty.distinctWithout()).isEqualTo(3);
        assertThat(novelty.values().get("host").count()).isEqualTo(3);
    }

    @Test
    void birthsAreSpreadBetweenTheScrapesThatShowThem() {
        seen(0, "m", Map.of("host", "a"));
        seen(4, "m", Map.of("host", "b"));
        BirthLedger ledger = ledger();
        LabelGroups groups = LabelGroups.of(List.of(ledger));
        double[] at = {3 * 3600, 3.5 * 3600, 4 * 3600, 9 * 3600};
        assertThat(ledger.cumulative(groups.groups().get(0), groups, at, false)).containsExactly(0, 0.5, 1, 1);
        assertThat(ledger.cumulative(groups.groups().get(0), groups, at, true)[3])
                .isZero();
    }

    @Test
    void labelsThatAreYoungestTogetherAreOneGroupAndNestedOnesFoldAway() {
        for (int i = 0; i < 40; i++) {
            seen(2 + i % 9, "m", Map.of("host", "h" + i, "host_name", "n" + i, "namespace", "ns" + i / 8, "path", "/"));
        }
        for (int i = 0; i < 10; i++) {
            seen(2 + i % 9, "other", Map.of("client", "c" + i));
        }
        LabelGroups groups = LabelGroups.of(List.of(ledger()));
        assertThat(groups.groups())
                .extracting(LabelGroups.Group::labels)
                .containsExactly(List.of("host", "host_name"), List.of("client"));
        assertThat(groups.credits(groups.groups().get(0), List.of("host", "host_name", "namespace")))
                .isTrue();
    }

    @Test
    void aRollOutStepIsNoCandidateAndSteadyBirthsAre() {
        for (int i = 0; i < 60; i++) {
            seen(3, "m", Map.of("version", "v" + i));
            seen(2 + i % 10, "m", Map.of("host", "h" + i));
        }
        assertThat(Candidates.of(List.of(ledger())).found())
                .extracting(candidate -> candidate.group().labels())
                .containsExactly(List.of("host"));
    }

    @ParameterizedTest
    @CsvSource({
        "eebbd0f.875.myftpupload.com, *.*.myftpupload.com",
        "shop.myftpupload.com, *.myftpupload.com",
        "api.eu.example.com, *.eu.example.com",
        "10.0.12.7, <ip>",
        "10.0.12.7:8080, <ip>:<n>",
        "/order/12345/items, /order/<n>/items",
        "123e4567-e89b-12d3-a456-426614174000, <uuid>",
        "cache-warm-1718000000, cache-warm-<epoch-s>",
        "user@example.com, <e-mail>",
        "deadbeef01234567, <hex>",
        "GET, GET"
    })
    void valuesOfTheSameKindShareATemplate(String value, String template) {
        assertThat(ValuePattern.template(value)).isEqualTo(template);
    }

    @Test
    void theTopTemplateIsThatOfMostValuesAndExamplesAreTheOldest() {
        ValuePattern.Tally tally = ValuePattern.tally(Map.of(
                "a.1.x.com",
                3.0,
                "b.2.x.com",
                1.0,
                "c.3.x.com",
                2.0,
                "health",
                0.0,
                "d.4.x.com",
                4.0,
                "e.5.x.com",
                5.0));
        assertThat(tally.top()).isEqualTo("*.*.x.com");
        assertThat(tally.examples()).containsExactly("health", "b.2.x.com", "c.3.x.com", "a.1.x.com", "d.4.x.com");
    }

    @Test
    void aDropThatLastsIsFoundAndASpikeIsNot() {
        double[] times = IntStream.range(0, 40).mapToDouble(i -> i * 300.0).toArray();
        double[] bytes = IntStream.range(0, 40)
                .mapToDouble(i -> (i < 20 ? 50e6 + i * 1e5 : 30e6 + i * 1e5) + (i % 2) * 1e4)
                .toArray();
        assertThat(Restarts.drops(new Readings(times, bytes, 300), Restarts.RESTART_DROP))
                .containsExactly(19.5 * 300);
        bytes = IntStream.range(0, 40)
                .mapToDouble(i -> 50e6 + (i == 20 ? 30e6 : 0) + (i % 2) * 1e4)
                .toArray();
        assertThat(Restarts.drops(new Readings(times, bytes, 300), Restarts.RESTART_DROP))
                .isEmpty();
    }

    private void seen(int hour, String metric, Map<String, String> labels) {
        seen(hour, metric, "counter", labels);
    }

    private void seen(int hour, String metric, String type, Map<String, String> labels) {
        Instant time = Instant.ofEpochSecond(hour * 3600L);
        rows.add(new SeriesRow(
                null,
                "web",
                null,
                "p",
                "c",
                null,
                metric,
                type,
                labels,
                (metric + new java.util.TreeMap<>(labels)).hashCode(),
                time,
                time,
                1));
    }

    private BirthLedger ledger() {
        return BirthLedger.perProcess(HOURLY, List.of(), rows).get(0);
    }
}
