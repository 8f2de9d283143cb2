package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.ReportJob;
import dev.culprit.report.ReportOutcome;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.history.Forecast;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that leaks for two weeks, is fixed in the third, steady in the fourth, and leaks again in the fifth. */
final class FourWeeksIT {
    private static final Duration SCRAPE_INTERVAL = Duration.ofMinutes(15);
    private static final Configuration CONFIGURATION = new Configuration();
    private static final List<String> ENVIRONMENTS = List.of(SimulatedWeeks.ENVIRONMENT);

    @TempDir
    private static Path folder;

    private static Instant fixed;
    private static Instant returned;
    private static SimulatedWeeks weeks;
    private static Warehouse warehouse;
    /** Without the second week. */
    private static Warehouse gap;

    @BeforeAll
    static void simulate() {
        Simulation simulation = Simulation.weeks(1, 5, 16.403, 30.3);
        fixed = simulation.truth().changed();
        returned = simulation.period().from().plusSeconds(Math.round(30.3 * 86_400));
        weeks = new SimulatedWeeks(simulation);
        warehouse = new Warehouse(folder.resolve("warehouse").toString(), CONFIGURATION);
        gap = new Warehouse(folder.resolve("gap").toString(), CONFIGURATION);
        for (int week = 1; week <= 5; week++) {
            weeks.publish(warehouse, week);
            if (week == 1 || week == 4) {
                weeks.publish(gap, week);
            }
        }
    }

    @Test
    void theFirstWeekIsNewAndTheSecondIsComparedWithIt() {
        Change first = change(warehouse, 1, Verdict.LABEL);
        assertThat(first.kind()).isEqualTo(Kind.NEW);
        assertThat(first.sentence()).startsWith("New: no earlier week of this container is kept.");
        Change second = change(warehouse, 2, Verdict.LABEL);
        // The leak is the same; the weeks' slopes say so.
        assertThat(second.slopeAfter().low())
                .isLessThanOrEqualTo(second.slopeBefore().high());
        assertThat(second.kind()).isEqualTo(Kind.SAME);
        assertThat(second.sentence()).startsWith("As in the week of 2 Nov: slope from ");
        assertThat(second.since()).isNull();
    }

    @Test
    void theFixIsVerifiedAndDatedWithinAScrapeInterval() {
        Change change = change(warehouse, 3, Verdict.LABEL);
        assertThat(change.kind()).isEqualTo(Kind.FIXED);
        assertThat(change.since()).isCloseTo(fixed, within(SCRAPE_INTERVAL.toSeconds(), ChronoUnit.SECONDS));
        assertThat(change.slopeBefore().low()).isPositive();
        assertThat(change.slopeAfter().low()).isNotPositive();
        assertThat(change.slopeAfter().high()).isLessThan(change.slopeBefore().low());
        assertThat(change.birthsPerHourBefore()).isGreaterThan(50);
        assertThat(change.birthsPerHourAfter()).isLessThan(1);
        assertThat(change.sentence()).startsWith("Fixed since 18 Nov, ").contains("lifetimes before");
        assertThat(forecast(warehouse, 3)).isNull();
    }

    @Test
    void theFourthWeekIsSteadyAndStillFixed() {
        Change change = change(warehouse, 4, Verdict.STEADY);
        assertThat(change.kind()).isEqualTo(Kind.SAME);
        assertThat(change.sentence()).startsWith("Still fixed since 18 Nov, ");
        assertThat(change.since()).isCloseTo(fixed, within(SCRAPE_INTERVAL.toSeconds(), ChronoUnit.SECONDS));
    }

    @Test
    void whatComesBackIsARegression() {
        Change change = change(warehouse, 5, Verdict.LABEL);
        assertThat(change.kind()).isEqualTo(Kind.REGRESSION);
        assertThat(change.since()).isCloseTo(returned, within(SCRAPE_INTERVAL.toSeconds(), ChronoUnit.SECONDS));
        assertThat(change.sentence())
                .startsWith("Back again since 2 Dec, ")
                .contains("last seen in the week of 16 Nov, fixed on 18 Nov, ");
    }

    @Test
    void aFixInAMissingWeekIsTheLastNewValueThatIsKnown() {
        Change change = change(gap, 4, Verdict.STEADY);
        assertThat(change.kind()).isEqualTo(Kind.FIXED);
        assertThat(change.birthsPerHourAfter()).isZero();
        assertThat(change.since())
                .isBetween(
                        weeks.week(1).to().minus(Duration.ofHours(6)),
                        weeks.week(1).to());
    }

    @Test
    void theNightlyRestartComesBeforeTheLimit() {
        Forecast forecast = forecast(warehouse, 2);
        assertThat(forecast.sentence())
                .contains("the daily restart at about 02:")
                .contains("comes first");
        assertThat(forecast.restartFirst()).isTrue();
        assertThat(Duration.between(weeks.week(2).to(), forecast.nextRestart())).isLessThan(Duration.ofHours(5));
        assertThat(forecast.earliest()).isLessThan(forecast.hoursToLimit());
        assertThat(forecast.latest()).isGreaterThan(forecast.hoursToLimit());
    }

    @Test
    void theReportSaysIt() throws IOException {
        ReportOutcome outcome = ReportJob.run(
                warehouse,
                CONFIGURATION,
                ENVIRONMENTS,
                weeks.week(3),
                new ReportSettings("Weekly", folder.resolve("report").toString(), false));
        assertThat(outcome.verdictTable()).contains("label, fixed");
        JsonNode change = new ObjectMapper()
                .readTree(Files.readString(folder.resolve("report/report.json")))
                .at("/findings/0/change");
        assertThat(change.get("kind").asText()).isEqualTo("fixed");
        assertThat(change.at("/slopeAfter/high").asDouble())
                .isLessThan(change.at("/slopeBefore/low").asDouble());
        assertThat(Instant.parse(change.get("since").asText()))
                .isCloseTo(fixed, within(SCRAPE_INTERVAL.toSeconds(), ChronoUnit.SECONDS));
    }

    private Change change(Warehouse from, int week, Verdict verdict) {
        ReportData data = data(from, week);
        assertThat(data.findings()).hasSize(1);
        assertThat(data.findings().get(0).finding().verdict()).isEqualTo(verdict);
        return data.change(data.findings().get(0).container());
    }

    private Forecast forecast(Warehouse from, int week) {
        ReportData data = data(from, week);
        return data.forecast(data.findings().get(0).container());
    }

    private ReportData data(Warehouse from, int week) {
        return EarlierWeeks.read(from, ENVIRONMENTS, weeks.week(week))
                .addTo(TableReader.read(from, ENVIRONMENTS, weeks.week(week)));
    }
}
