package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.model.Container;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Births, their credit to labels, and groups of labels. */
final class ProcessBirthsTest {
    private static final double[] HOURLY =
            IntStream.range(0, 24).mapToDouble(hour -> hour * 3600.0).toArray();

    private final List<SeriesRow> rows = new ArrayList<>();

    @Test
    void aBirthIsCreditedToTheLabelWhoseValueIsYoungest() {
        seen(0, "m", Map.of("host", "a", "code", "200"));
        seen(3, "m", Map.of("host", "b", "code", "200"));
        seen(5, "m", Map.of("host", "b", "code", "500"));
        ProcessBirths ledger = ledger();
        assertThat(ledger.batches())
                .extracting(ProcessBirths.Batch::time, ProcessBirths.Batch::labels)
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

    /** Of what comes after the middle, two series an hour, one goes with the next scrape; the last scrape is cut, and lacks half. */
    @Test
    void theGrowthOfTheSecondHalfIsWhatStays() {
        Ledger ledger = new Ledger();
        for (int hour = 0; hour < 29; hour++) {
            int last = hour % 2 == 0 ? 29 : 30;
            ledger.seen(hour, last, "m", Map.of("host", "stays" + hour))
                    .seen(hour, hour, "m", Map.of("host", "goes" + hour));
        }
        // Born at the hours 16 to 28, and at the 29th nothing.
        assertThat(ledger.births().lateGrowth()).isEqualTo(13 - 1);
        assertThat(ledger.births().lateHours()).isEqualTo(29 - 15);
    }

    @Test
    void creationTimesOfACounterAreOfItsFamily() {
        seen(0, "m_total", Map.of("host", "a"));
        seen(3, "m_total", Map.of("host", "b"));
        seen(3, "m_created", Map.of("host", "b"));
        assertThat(ledger().batches())
                .extracting(ProcessBirths.Batch::family, ProcessBirths.Batch::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("m_total", 2L));
    }

    @Test
    void oldValuesInANewCombinationAreCreditedToTheCombination() {
        seen(0, "m", Map.of("host", "a", "code", "200", "zone", "z"));
        seen(0, "m", Map.of("host", "b", "code", "500", "zone", "z"));
        seen(4, "m", Map.of("host", "a", "code", "500", "zone", "z"));
        assertThat(ledger().batches())
                .containsExactly(new ProcessBirths.Batch(4 * 3600.0, "m", List.of("code", "host"), 1));
        assertThat(ledger().combined()).isEqualTo(1);
        assertThat(ledger().uncredited()).isZero();
        assertThat(ledger().arrivals())
                .containsExactly(
                        new ProcessBirths.Arrival(4 * 3600.0, "code", 1),
                        new ProcessBirths.Arrival(4 * 3600.0, "host", 1));
        assertThat(ledger().novelty().get(0).values().get("host").pattern().examples())
                .containsExactly("500 × a");
    }

    @Test
    void ofSeveralCombinationsTheYoungestHasTheCredit() {
        seen(0, "m", Map.of("host", "a", "peer", "x", "code", "200"));
        seen(0, "m", Map.of("host", "b", "peer", "y", "code", "500"));
        seen(3, "m", Map.of("host", "a", "peer", "y", "code", "200"));
        // The pair of hosts is three hours old, that of peer and code older, that of host and code is new.
        seen(5, "m", Map.of("host", "a", "peer", "y", "code", "500"));
        assertThat(ledger().batches())
                .extracting(ProcessBirths.Batch::labels)
                .containsExactly(List.of("code", "host", "peer"), List.of("code", "host"));
    }

    @Test
    void aTripleIsAskedWhereAllPairsAreOld() {
        seen(0, "m", Map.of("host", "a", "peer", "x", "code", "200"));
        seen(0, "m", Map.of("host", "a", "peer", "y", "code", "500"));
        seen(0, "m", Map.of("host", "b", "peer", "y", "code", "200"));
        seen(4, "m", Map.of("host", "a", "peer", "y", "code", "200"));
        assertThat(ledger().batches())
                .containsExactly(new ProcessBirths.Batch(4 * 3600.0, "m", List.of("code", "host", "peer"), 1));
    }

    @Test
    void aFamilyThatIsNewWithOldValuesIsCreditedToNobody() {
        seen(0, "m", Map.of("host", "a", "code", "200"));
        seen(4, "n", Map.of("host", "a", "code", "200"));
        assertThat(ledger().batches()).isEmpty();
        assertThat(ledger().uncredited()).isEqualTo(1);
    }

    @Test
    void bucketBoundsNeverGetCredit() {
        for (int hour = 2; hour < 8; hour++) {
            seen(hour, "m", Map.of("le", "" + hour, "quantile", "0." + hour));
        }
        assertThat(ledger().batches()).isEmpty();
    }

    @Test
    void inABodyTheLabelsOfATargetAreTheProgramsOwn() {
        seen(0, "m", Map.of("job", "backup", "instance", "i0"));
        for (int hour = 2; hour < 8; hour++) {
            seen(hour, "m", Map.of("job", "backup", "instance", "i" + hour));
        }
        assertThat(ledger().batches())
                .hasSize(6)
                .allSatisfy(batch -> assertThat(batch.labels()).containsExactly("instance"));
    }

    @Test
    void aValueArrivesOnceHoweverManySeriesItMakes() {
        seen(0, "m", Map.of("host", "a"));
        seen(3, "m", Map.of("host", "b", "code", "200"));
        seen(3, "n", Map.of("host", "c"));
        seen(6, "n", Map.of("host", "b"));
        assertThat(ledger().arrivals())
                .containsExactly(
                        new ProcessBirths.Arrival(3 * 3600.0, "code", 1),
                        new ProcessBirths.Arrival(3 * 3600.0, "host", 2));
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
        List<ProcessBirths> ledgers = BirthCounting.perProcess(
                HOURLY,
                List.of(new ProcessSpan(0, 0, 5 * 3600), new ProcessSpan(6 * 3600, 6 * 3600, 23 * 3600)),
                SeriesColumns.of(rows));
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
        ProcessBirths.LabelBirths novelty = ledger().novelty().get(0);
        assertThat(novelty.family()).isEqualTo("h");
        assertThat(novelty.births()).isEqualTo(9);
        assertThat(novelty.distinctWithout()).isEqualTo(3);
        assertThat(novelty.values().get("host").count()).isEqualTo(3);
    }

    @Test
    void birthsAreSpreadBetweenTheScrapesThatShowThem() {
        seen(0, "m", Map.of("host", "a"));
        seen(4, "m", Map.of("host", "b"));
        ProcessBirths ledger = ledger();
        LabelGroups groups = LabelGroups.of(List.of(ledger));
        double[] at = {3 * 3600, 3.5 * 3600, 4 * 3600, 9 * 3600};
        assertThat(ledger.cumulative(groups.groups().get(0), groups, at, false)).containsExactly(0, 0.5, 1, 1);
        assertThat(ledger.cumulative(groups.groups().get(0), groups, at, true)[3])
                .isZero();
    }

    @Test
    void countsBetweenScrapesAreTheLessCertainTheMoreSeriesComeAtOnce() {
        for (int code = 0; code < 4; code++) {
            seen(0, "m", Map.of("host", "a", "code", "" + code));
            seen(3, "m", Map.of("host", "b", "code", "" + code));
        }
        ProcessBirths fourAtOnce = ledger();
        // One step of four in the intervals between scrapes: a sixth of its square, spread over them.
        assertThat(fourAtOnce.timingVariance()).isCloseTo(16 / 6.0 / (fourAtOnce.scrapes().length - 1), within(1e-9));
    }

    @Test
    void seriesThatAreGoneCountOnlyWhereAllBirthsDo() {
        ProcessBirths births = new Ledger()
                .seen(3, 10, "m", Map.of("host", "a"))
                .seen(5, "m", Map.of("host", "b"))
                .births();
        LabelGroups groups = LabelGroups.of(List.of(births));
        LabelGroups.Group host = groups.groups().get(0);
        double[] hours = {2, 3, 5, 9, 10, 20};
        double[] at = Arrays.stream(hours).map(hour -> hour * 3600).toArray();
        assertThat(births.cumulative(host, groups, at, false)).containsExactly(0, 1, 2, 2, 2, 2);
        assertThat(births.cumulative(host, groups, at, true)).containsExactly(0, 1, 2, 2, 1, 1);
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
    void labelsOfDifferentFamiliesWithTheSameBirthsAreOneGroup() {
        for (int i = 0; i < 30; i++) {
            seen(2 + i % 20, "files_open", Map.of("file", "f" + i));
            seen(2 + i % 20, "events_total", Map.of("pod_name", "p" + i, "kind", "log"));
            seen(2 + i * 7 % 20, "requests_total", Map.of("client", "c" + i));
        }
        for (int i = 0; i < 15; i++) {
            seen(2 + i % 3, "requests_total", Map.of("client", "d" + i));
        }
        LabelGroups groups = LabelGroups.of(List.of(ledger()));
        assertThat(groups.groups())
                .extracting(LabelGroups.Group::labels)
                .containsExactlyInAnyOrder(List.of("file", "pod_name"), List.of("client"));
        assertThat(groups.groups().get(0).births()).isEqualTo(60);
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

    /** Whoever chooses label values can give one id to many series; which of them comes first changes from day to day. */
    @Test
    void seriesOfOneIdAreBornAndSeenEach() {
        for (int day = 0; day < 2; day++) {
            for (int i = 0; i < 100; i++) {
                int host = day == 0 ? i : 99 - i;
                Instant born = Instant.ofEpochSecond((2 + host % 10) * 3600L);
                Instant first = day == 0 ? born : Instant.ofEpochSecond(12 * 3600L);
                rows.add(new SeriesRow(
                        new Container("prod", null, "web", null, "p", "c"),
                        null,
                        "m",
                        "counter",
                        Map.of("host", "h" + host),
                        7,
                        first,
                        Instant.ofEpochSecond((11 + 12 * day) * 3600L),
                        1));
            }
        }
        ProcessBirths ledger = ledger();
        assertThat(ledger.lateBirths()).isEqualTo(100);
        assertThat(ledger.batches())
                .hasSize(10)
                .allMatch(batch -> batch.labels().equals(List.of("host")));
        assertThat(ledger.distinct()).isEqualTo(Map.of("m", 100L));
        assertThat(ledger.novelty().get(0).distinctWithout()).isEqualTo(1);
    }

    private void seen(int hour, String metric, Map<String, String> labels) {
        seen(hour, metric, "counter", labels);
    }

    private void seen(int hour, String metric, String type, Map<String, String> labels) {
        Instant time = Instant.ofEpochSecond(hour * 3600L);
        rows.add(new SeriesRow(
                new Container("prod", null, "web", null, "p", "c"),
                null,
                metric,
                type,
                labels,
                (metric + new java.util.TreeMap<>(labels)).hashCode(),
                time,
                time,
                1));
    }

    private ProcessBirths ledger() {
        return BirthCounting.perProcess(HOURLY, List.of(new ProcessSpan(0, 0, 23 * 3600)), SeriesColumns.of(rows))
                .get(0);
    }
}
