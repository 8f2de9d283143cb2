package dev.culprit.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.simulation.NewValues.Expiry;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ReportedIncidentTest {
    private static final long SEED = 7;

    @Test
    void eachHasAnAnswerThatFitsItsGuiltyLabels() {
        for (Family family : Family.all()) {
            Story story = family.story(World.SHIFTED, SEED);
            assertThat(story.answer != null).as(family.name()).isEqualTo(family.reported());
            if (family.reported()) {
                assertThat(story.answer.verdicts().equals(Set.of(Verdict.LABEL)))
                        .as(family.name())
                        .isEqualTo(family.guilty());
                assertThat(story.answer.verdicts().contains(Verdict.LABEL))
                        .as(family.name())
                        .isEqualTo(family.guilty());
            }
        }
    }

    @Test
    void aSlowLeakIsSixPercentOfTheLevelADayAtMost() {
        for (long seed = 0; seed < 20; seed++) {
            Story story = Family.W01.story(World.BASE, seed);
            assertThat(story.guilty.get(0).bytesPerDay() / story.base).isBetween(0.0199, 0.0601);
            assertThat(story.pods).isEqualTo(1);
        }
    }

    @Test
    void theSameSeedGivesTheSameRows() {
        assertThat(tried(Family.W13)).isEqualTo(tried(Family.W13));
        assertThat(tried(Family.W13)).isNotEqualTo(tried(Family.W13S));
    }

    @Test
    void innocentSeriesCostNextToNothing() {
        Story story = Family.W17A.story(World.BASE, SEED);
        assertThat(story.labels.get(0).bytesPerDay()).isLessThan(0.004 * story.base);
        assertThat(story.perHour * 24).isGreaterThan(0.05 * story.base);
    }

    @Test
    void seriesThatCostTheirPriceAreAMinorPartWhereTheApplicationLeaksMostOfIt() {
        for (long seed = 0; seed < 20; seed++) {
            Story story = Family.W01M.story(World.BASE, seed);
            NewValues values = story.labels.get(0);
            double growth = values.bytesPerDay() + 24 * story.perHour;
            assertThat(values.bytes()).isGreaterThan(250);
            assertThat(values.bytesPerDay() / growth).isBetween(0.03, 1 / 3.0);
            assertThat(growth / story.base).isBetween(0.0199, 0.0601);
        }
    }

    @Test
    void combinationsAreOfOldValues() {
        Observations rows = tried(Family.W04);
        Instant first = rows.scrapes().get(0).time();
        Map<String, Set<String>> old = new HashMap<>();
        rows.series().stream()
                .filter(row -> row.firstSeen().equals(first))
                .forEach(row -> row.labels()
                        .forEach((label, value) -> old.computeIfAbsent(label, key -> new HashSet<>())
                                .add(value)));
        List<SeriesRow> born = rows.series().stream()
                .filter(row -> row.firstSeen().isAfter(first) && row.labels().containsKey("authority"))
                .toList();
        assertThat(born)
                .hasSizeGreaterThan(500)
                .allSatisfy(row -> assertThat(old.get("authority")
                                        .contains(row.labels().get("authority"))
                                && old.get("target_addr").contains(row.labels().get("target_addr")))
                        .isTrue());
    }

    @Test
    void twinsAreBornTogetherInFamiliesOfTheirOwn() {
        Map<String, List<SeriesRow>> families =
                tried(Family.W08).series().stream().collect(Collectors.groupingBy(SeriesRow::metric));
        List<SeriesRow> received = families.get("component_received_events_total");
        List<SeriesRow> read = families.get("files_read_bytes_total");
        assertThat(received).allMatch(row -> !row.labels().containsKey("file"));
        assertThat(read).allMatch(row -> !row.labels().containsKey("pod_name"));
        assertThat(births(received)).isEqualTo(births(read));
    }

    private static Set<Instant> births(List<SeriesRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(SeriesRow::labels)).values().stream()
                .map(same -> same.get(0))
                .filter(row -> row.labels().get("part").equals("read"))
                .map(SeriesRow::firstSeen)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachRequestIsCountedOnce() {
        Observations rows = tried(Family.W03);
        FamilyRow last = rows.families().get(rows.families().size() - 1);
        double counted =
                Objects.requireNonNullElse(last.valueSum(), 0.0) + Objects.requireNonNullElse(last.countSum(), 0.0);
        double values = rows.series().stream()
                .map(row -> row.labels().get("uri"))
                .filter(Objects::nonNull)
                .distinct()
                .count();
        assertThat(counted).isCloseTo(values, withinPercentage(2));
    }

    @Test
    void whatExpiresTakesItsCountsAway() {
        Observations rows = tried(Family.W06);
        assertThat(rows.scrapes()).extracting(ScrapeRow::processStart).containsOnlyNulls();
        List<Double> sums = rows.families().stream().map(FamilyRow::countSum).toList();
        long falls = 0;
        for (int i = 1; i < sums.size(); i++) {
            falls += sums.get(i) < sums.get(i - 1) ? 1 : 0;
        }
        assertThat(falls).isGreaterThan(sums.size() / 10);
        assertThat(Family.W06.story(World.BASE, SEED).labels.get(0).expiry()).isEqualTo(Expiry.FREED);
    }

    @Test
    void goroutinesRiseWithTheWitness() {
        NavigableMap<Instant, Double> goroutines = gauge(Family.W11, "go_goroutines");
        assertThat(goroutines.lastEntry().getValue())
                .isGreaterThan(5 * goroutines.firstEntry().getValue());
        NavigableMap<Instant, Double> others = gauge(Family.W17, "go_goroutines");
        assertThat(others.lastEntry().getValue())
                .isLessThan(2 * others.firstEntry().getValue());
    }

    @Test
    void aGaugeTellsMostOfTheGrowthOfObjects() {
        NavigableMap<Instant, Double> bytes = gauge(Family.W19, "queue_process_memory_bytes");
        double told = bytes.lastEntry().getValue() - bytes.firstEntry().getValue();
        Simulation simulation = new Simulation(Family.W19, World.BASE, SEED);
        simulation.observations();
        double growth = simulation.truth().slope() * 24 * 6;
        assertThat(told / growth).isBetween(0.55, 0.95);
        assertThat(simulation.truth().leaks()).isTrue();
    }

    @Test
    void theHeapStaysFlatBesideGrowth() {
        NavigableMap<Instant, Double> heap = gauge(Family.W15, "go_memstats_heap_alloc_bytes");
        heap.putAll(gauge(Family.W15, "jvm_memory_used_bytes"));
        List<Double> values = List.copyOf(heap.values());
        int half = values.size() / 2;
        double early = values.subList(0, half).stream().min(Double::compare).orElseThrow();
        double late = values.subList(half, values.size()).stream()
                .min(Double::compare)
                .orElseThrow();
        assertThat(late / early).isBetween(0.9, 1.1);
    }

    @Test
    void onlyTheCanaryTakesNewValues() {
        List<Observations> pods = new Simulation(Family.W13, World.BASE, SEED)
                .runs().stream()
                        .filter(run -> run.place().production())
                        .map(run -> run.observations().get(0))
                        .toList();
        assertThat(pods).hasSize(3);
        assertThat(pods.get(0).series()).anyMatch(row -> row.labels().containsKey("net_sock_peer_port"));
        assertThat(pods.subList(1, 3))
                .allMatch(pod ->
                        pod.series().stream().noneMatch(row -> row.labels().containsKey("net_sock_peer_port")));
    }

    @Test
    void aVersionComesWithItsDeploy() {
        Observations rows = tried(Family.W14);
        Instant deploy = Simulation.START.plusSeconds(
                (long) Family.W14.story(World.BASE, SEED).arrivalStep() * Paths.STEP);
        assertThat(rows.scrapes().stream().map(ScrapeRow::processStart).distinct())
                .containsExactly(Simulation.START, deploy);
        assertThat(rows.series())
                .filteredOn(row -> row.metric().endsWith("_bucket"))
                .isNotEmpty()
                .allMatch(row -> row.firstSeen().isAfter(deploy));
    }

    private static NavigableMap<Instant, Double> gauge(Family family, String metric) {
        NavigableMap<Instant, Double> values = new TreeMap<>();
        tried(family).families().stream()
                .filter(row -> row.metric().equals(metric))
                .forEach(row -> values.put(row.time(), row.valueSum()));
        return values;
    }

    /** The rows of the first replica in production. */
    private static Observations tried(Family family) {
        return new Simulation(family, World.BASE, SEED)
                .runs()
                .get(0)
                .observations()
                .get(0);
    }
}
