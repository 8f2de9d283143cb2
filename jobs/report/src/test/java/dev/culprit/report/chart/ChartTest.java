package dev.culprit.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.TrendRow;
import dev.culprit.report.Findings;
import dev.culprit.report.Incident;
import dev.culprit.report.Reports;
import dev.culprit.report.chart.SvgChart.Panel;
import dev.culprit.report.chart.SvgChart.ValueTick;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.PodSamples;
import dev.culprit.report.data.ReportData;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChartTest {
    private static final SvgChartBuilder.Size SMALL = new SvgChartBuilder.Size(100, 50, 1);
    private static final Period DAY = new Period(Findings.FROM, Findings.FROM.plus(Duration.ofDays(1)));
    private static final ReplicatedContainer DEV = new ReplicatedContainer("dev", "web", "wp-proxy", "istio-proxy");
    private static final ReplicatedContainer TEST = new ReplicatedContainer("test", "web", "wp-proxy", "istio-proxy");

    @Test
    void ticksAreRoundNumbersFromZeroToAboveTheHighest() {
        assertThat(Axis.ticks(38.4)).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
        assertThat(Axis.ticks(67.1)).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0);
        assertThat(Axis.ticks(13_000)).containsExactly(0.0, 5000.0, 10_000.0, 15_000.0);
        assertThat(Axis.ticks(0)).containsExactly(0.0, 1.0);
        assertThat(Axis.ticks(Double.NaN)).containsExactly(0.0, 1.0);
    }

    @Test
    void timesAreRoundAndSayTheDateAtMidnight() {
        assertThat(Axis.times(hour(1), hour(26)).stream().map(Axis::label))
                .containsExactly("03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "17 Nov");
    }

    @Test
    void peaksSurviveTheThinningOut() {
        PodSamples readings = new PodSamples();
        for (int minute = 0; minute < 1440; minute++) {
            readings.add(Findings.FROM.plus(Duration.ofMinutes(minute)), minute == 700 ? 100 : 10);
        }
        String path = new LinePath(DAY, 100, 200, 100).draw(readings, new TreeSet<>());
        assertThat(path).startsWith("M0 180h0L").contains("L486.1 0L").hasSizeLessThan(1500);
    }

    @Test
    void aLineBreaksAtHolesAndAtRestarts() {
        PodSamples readings = new PodSamples();
        for (int hour : List.of(0, 1, 2, 3, 8, 9, 10, 11)) {
            readings.add(hour(hour), 50);
        }
        TreeSet<Instant> restarts = new TreeSet<>(List.of(hour(10)));
        assertThat(new LinePath(DAY, 100, 100, 600).draw(readings, restarts))
                .isEqualTo("M0 50h0L41.7 50L83.3 50L125 50" + "M333.3 50h0L375 50" + "M416.7 50h0L458.3 50");
    }

    @Test
    void readingsThatAreNoNumbersAreLeftOut() {
        PodSamples readings = new PodSamples();
        readings.add(hour(0), Double.NaN);
        readings.add(hour(1), 50);
        assertThat(new LinePath(DAY, 100, 100, 600).draw(readings, new TreeSet<>()))
                .isEqualTo("M41.7 50h0");
    }

    @Test
    void readingsComeInAnyOrder() {
        PodSamples readings = new PodSamples();
        readings.add(hour(2), 2);
        readings.add(hour(0), 0);
        readings.add(hour(1), 1);
        readings.sort();
        assertThat(List.of(readings.value(0), readings.value(1), readings.value(2)))
                .containsExactly(0.0, 1.0, 2.0);
        assertThat(readings.medianInterval()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void otherEnvironmentsLieDashedBelowOnTheSameScaleAndAreNamedWhereTheyEnd() {
        ReportData data = data(Map.of(
                Reports.PROXY,
                traces("prod-0", 60e6, null),
                TEST,
                traces("test-0", 5e6, null),
                DEV,
                traces("dev-0", 5e6, null)));
        SvgChart chart = new SvgChartBuilder(data, List.of(Reports.PROXY, DEV, TEST)).draw(SMALL);
        assertThat(chart.panels()).hasSize(2).allSatisfy(panel -> {
            assertThat(panel.lines()).extracting(SvgChart.Line::style).containsExactly("else e1", "else e0", "c0");
            assertThat(panel.lines())
                    .extracting(SvgChart.Line::name)
                    .containsExactly("test: test-0", "dev: dev-0", "prod-0");
        });
        Panel memory = chart.panels().get(0);
        assertThat(memory.values().get(memory.values().size() - 1).label()).isEqualTo("60");
        assertThat(memory.lines().get(0).path()).startsWith("M0 91.7").contains("L986.1 91.7");
        // Both end at the same height, so that one of the names gives way.
        assertThat(memory.environments())
                .containsExactly(
                        new ValueTick("0.0", "prod"), new ValueTick("87.0", "dev"), new ValueTick("100.0", "test"));
        assertThat(chart.keys()).extracting(SvgChart.LineKey::name).containsExactly("prod-0", "in dev", "in test");
        assertThat(chart.names()).isPositive();
        assertThat(chart.description()).contains("In test: memory up to 5 MB, up to 50 series.");
    }

    @Test
    void ofManyEnvironmentsFourAreDrawnAndTheRestIsSaid() {
        Map<ReplicatedContainer, Measurements> traces = new TreeMap<>(Map.of(Reports.PROXY, traces("p", 60e6, null)));
        List<ReplicatedContainer> others = IntStream.range(0, 6)
                .mapToObj(i -> new ReplicatedContainer("test-" + i, "web", "wp-proxy", "istio-proxy"))
                .toList();
        others.forEach(other -> traces.put(other, traces("p", 5e6, null)));
        SvgChart chart = new SvgChartBuilder(data(traces), List.copyOf(traces.keySet())).draw(SMALL);
        assertThat(chart.panels().get(0).lines()).hasSize(5);
        assertThat(chart.note()).isEqualTo("2 other environments are not drawn.");
    }

    @Test
    void oneEnvironmentAloneNeedsNoNames() {
        SvgChart chart = new SvgChartBuilder(
                        data(Map.of(Reports.PROXY, traces("p", 38e6, null))), List.of(Reports.PROXY))
                .draw(SMALL);
        assertThat(chart.names()).isZero();
        assertThat(chart.panels())
                .allSatisfy(panel -> assertThat(panel.environments()).isEmpty());
    }

    @Test
    void aLimitIsDrawnWithinReachOnly() {
        assertThat(memoryPanel(67e6).limit().label()).isEqualTo("limit 67 MB");
        assertThat(memoryPanel(512e6).limit()).isNull();
        assertThat(memoryPanel(null).limit()).isNull();
    }

    private static Panel memoryPanel(Double limit) {
        ReportData data = data(Map.of(Reports.PROXY, traces("p", 38e6, limit)));
        return new SvgChartBuilder(data, List.of(Reports.PROXY))
                .draw(SMALL)
                .panels()
                .get(0);
    }

    @Test
    void restartsStandWhereLifetimesBegin() {
        ReportData plain = data(Map.of(Reports.PROXY, traces("p", 38e6, null)));
        ReportData data = new ReportData(
                plain.period(),
                plain.findings(),
                Map.of(
                        Reports.PROXY,
                        List.of(
                                lifetime("p", 0, 18, "restart"),
                                lifetime("p", 18, 36, "restart"),
                                lifetime("q", 0, 9, "last-seen"))),
                Map.of(),
                plain.measurements(),
                plain.coverage(),
                List.of());
        assertThat(new SvgChartBuilder(data, List.of(Reports.PROXY)).draw(SMALL).restarts())
                .extracting(SvgChart.Mark::across)
                .containsExactly("25.0%", "50.0%");
    }

    @Test
    void ofManyPodsTheHighestAreDrawnAndTheRestIsSaid() {
        Measurements many = new Measurements();
        for (int pod = 0; pod < 40; pod++) {
            many.addMemory("p%02d".formatted(pod), hour(1), 1e6 * pod, null);
        }
        ReportData data = data(Map.of(Reports.PROXY, many));
        SvgChart chart = new SvgChartBuilder(data, List.of(Reports.PROXY)).draw(SMALL);
        assertThat(chart.panels().get(0).lines())
                .extracting(SvgChart.Line::name)
                .hasSize(24)
                .contains("p39")
                .doesNotContain("p15");
        assertThat(chart.note()).isEqualTo("40 pods, of which the 24 highest are drawn.");
        assertThat(chart.keys()).isEmpty();
    }

    @Test
    void aSparklineShowsTheHighestPodAndBreaksAtHoles() {
        PodSamples low = new PodSamples();
        PodSamples high = new PodSamples();
        for (int hour : List.of(0, 1, 2, 40, 41, 42)) {
            low.add(hour(hour), 1);
            high.add(hour(hour), 10);
        }
        assertThat(Sparkline.path(Incident.PERIOD, List.of(low, high)))
                .isEqualTo("M0.8 2.0h0L2.5 2.0M55.8 2.0h0L57.5 2.0L59.2 2.0");
        assertThat(Sparkline.path(Incident.PERIOD, List.of())).isEmpty();
    }

    @Test
    void dashesAreCutIntoTheDataAndKeepInStep() {
        DashedLine line = new DashedLine(0, 20, 10);
        line.point(0, 0, false);
        line.point(50, 50, true);
        line.point(60, 60, false);
        line.point(70, 60, true);
        assertThat(line.times().stream().map(Date::getTime))
                .containsExactly(0L, 0L, 20L, 20L, 30L, 50L, 60L, 60L, 60L, 70L);
        assertThat(line.values()).containsExactly(0.0, 0.0, 20.0, Double.NaN, 30.0, 50.0, Double.NaN, 60.0, 60.0, 60.0);
        DashedLine whole = new DashedLine(0, 1, 0);
        whole.point(0, 0, false);
        whole.point(50, 50, true);
        assertThat(whole.values()).containsExactly(0.0, 50.0);
    }

    private static ReportData data(Map<ReplicatedContainer, Measurements> traces) {
        return Reports.data(new TreeMap<>(traces), Findings.labelLeak());
    }

    private static Measurements traces(String pod, double bytes, Double limit) {
        Measurements traces = new Measurements();
        for (int hour = 0; hour < 72; hour++) {
            traces.addMemory(pod, hour(hour), bytes, limit);
            traces.addScrape(pod, hour(hour), Math.round(bytes / 1e5), 0, false);
        }
        return traces;
    }

    private static TrendRow lifetime(String pod, int from, int to, String endReason) {
        return new TrendRow(
                new Container("prod", null, "web", "wp-proxy", pod, "istio-proxy"),
                hour(from),
                hour(to),
                endReason,
                9,
                null,
                null,
                null,
                "leak",
                null);
    }

    private static Instant hour(int hour) {
        return Findings.FROM.plus(Duration.ofHours(hour));
    }
}
