package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.report.Findings;
import dev.culprit.report.Hostile;
import dev.culprit.report.Reports;
import dev.culprit.report.data.FirstDay;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.data.SeriesInventory;
import dev.culprit.report.data.SeriesInventory.LabelCount;
import dev.culprit.report.data.SeriesInventory.MetricCount;
import dev.culprit.report.history.FirstVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
    @Test
    void hostileTextsAreInert() {
        String html = Reports.html(Hostile.data());
        assertThat(html.split("<script", -1)).as("only the page's own script").hasSize(2);
        assertThat(html)
                .contains("&lt;script&gt;document.title=1&lt;/script&gt;", "\\r\\n\\t\\u{202e}evil")
                .doesNotContain("\r", "\t", "\u202e", "\u2066", "\u0007", "\u001b", "\ud800" + "A")
                .doesNotContain("A".repeat(700));
        assertThat(attributesOf(html)).noneMatch(tag -> tag.contains("document.title=1") && tag.contains("\"'>"));
    }

    private static List<String> attributesOf(String html) {
        return Pattern.compile("<[a-z][^>]*>")
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        String html = Reports.html(Reports.data(Findings.labelLeak(), Findings.plateau()));
        assertThat(attributesOf(html)).noneMatch(tag -> tag.matches("(?s).*(src|href|action)\\s*=\\s*\"[^#].*"));
        assertThat(html)
                .doesNotContain("url(", "@import", "<link", "<img", "<iframe")
                .contains("default-src 'none'");
    }

    @Test
    void everyLinkHasItsTargetAndEveryIdIsUnique() {
        String html = Reports.html(
                Reports.data(Findings.labelLeak(), Findings.applicationLeak(), Findings.plateau(), Findings.unknown()));
        List<String> ids = found(html, " id=\"([^\"]+)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(found(html, "href=\"#([^\"]+)\""));
        assertThat(ids).containsAll(found(html, "aria-labelledby=\"([^\" ]+)"));
    }

    private static List<String> found(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void theFirstSentenceSaysWhatAPersonNeeds() {
        assertThat(Reports.html(Reports.data(Findings.labelLeak())))
                .contains("<p class=\"lead\"><code>destination_service</code> (with"
                        + " <code>destination_service_name</code>) makes <code>wp-proxy/istio-proxy</code> in prod grow by"
                        + " 0.61 MB/h: 540 new series an hour, about 1.1 kB each.</p>");
    }

    @Test
    void whoIsSuspectedIsMarkedAsNotProvedWithWhatCouldBeDone() {
        String html = Reports.html(Reports.suspecting(Findings.undecided()));
        assertThat(html)
                .contains(
                        "<small>not proved: <code>tenant</code> 0.62</small>",
                        "<span class=\"kind\">Not proved</span> <code>tenant</code>, probability 0.62",
                        "<summary>If it is this label: ",
                        "http_duration_seconds")
                .doesNotContain("Saves ");
    }

    @Test
    void withoutKnownMetricsNothingIsProposedForASuspect() {
        assertThat(Reports.html(Reports.data(Findings.undecided())))
                .contains("<span class=\"kind\">Not proved</span>")
                .doesNotContain("If it is this label");
    }

    @Test
    void whatIsUndecidedHasNoConfidence() {
        assertThat(Reports.html(Reports.data(Findings.undecided(), Findings.unknown())))
                .contains("<dt>Confidence</dt><dd><b>undecided</b>")
                .doesNotContain(">0 %<");
    }

    @Test
    void whatGrowsFromTheFirstSightOnBeganBeforeTheData() {
        Measurements traces = new Measurements();
        traces.addScrape("wp-proxy-0", at(0), 400, 1, false);
        assertThat(Reports.html(Reports.data(new TreeMap<>(Map.of(Reports.PROXY, traces)), Findings.labelLeak())))
                .contains("<b>before the data began</b> <small>first scrape 16 Nov 00:00 UTC</small>");
        Measurements earlier = new Measurements();
        earlier.addScrape("wp-proxy-0", at(-24), 400, 1, false);
        assertThat(Reports.html(Reports.data(new TreeMap<>(Map.of(Reports.PROXY, earlier)), Findings.labelLeak())))
                .contains("<b>16 Nov 01:05</b> <small>UTC</small>")
                .doesNotContain("before the data began");
    }

    @Test
    void theSummaryCountsVerdicts() {
        assertThat(Reports.html(Reports.data(
                        Findings.labelLeak(), Findings.applicationLeak(), Findings.plateau(), Findings.unknown())))
                .contains(
                        "1 label leak found in 3 workload containers that could be judged; 1 leaks for another reason; 1"
                                + " is fine; 1 more cannot be judged yet.");
        assertThat(Reports.html(Reports.data(Findings.plateau())))
                .contains("No label leak found in 1 workload container checked; 1 is fine.");
    }

    @Test
    void ofWhatCannotBeJudgedNoLeakIsDeniedAndWhatIsKnownStandsOpen() {
        ReportData plain = Reports.data(Findings.unknown());
        String html = Reports.html(plain.with(Map.of(
                Findings.unknown().container(),
                new FirstDay(
                        new FirstVerdict(1, at(6), "1 h of 5 h: the first verdict comes."),
                        new SeriesInventory(
                                1234,
                                List.of(new LabelCount("customer", 410, 77, 900)),
                                List.of(new MetricCount("orders_total", 900)))))));
        assertThat(html)
                .contains(
                        "Nothing can be judged yet: 1 workload container was seen",
                        "1 h of 5 h: the first verdict comes.",
                        "1,234 series in its scrapes",
                        "<code>customer</code></th><td class=\"number\">410</td><td class=\"number\">77</td>",
                        "<code>orders_total</code>",
                        "<details open data-anchor=\"prod/ops/nightly-export/app\">",
                        "What is known so far")
                .doesNotContain("No label leak found");
    }

    @Test
    void withoutMeasurementsASectionSaysSoInsteadOfDrawing() {
        String html = Reports.html(Reports.data(Findings.labelLeak()));
        assertThat(html)
                .doesNotContain("<figure")
                .contains("No memory to draw", "No series to draw", "The same container in other environments<");
    }

    @Test
    void seriesAloneAreDrawnWithTheRestartsThatScrapesTell() {
        Measurements traces = new Measurements();
        for (int hour = 0; hour < 48; hour++) {
            traces.addScrape("wp-proxy-0", at(hour), 400 + hour, 1, hour == 24);
        }
        String html = Reports.html(Reports.data(new TreeMap<>(Map.of(Reports.PROXY, traces)), Findings.labelLeak()));
        assertThat(html)
                .contains(
                        "No memory to draw",
                        "Series shown to the scraper",
                        "wp-proxy-0 restarted 17 Nov 2026 00:00 UTC")
                .doesNotContain("No series to draw");
    }

    @Test
    void memoryOfWholePodsStandsInForTheContainers() {
        Measurements traces = new Measurements();
        for (int hour = 0; hour < 48; hour++) {
            traces.addMemory("wp-proxy-0", at(hour), 30e6 + hour, null);
        }
        TreeMap<ReplicatedContainer, Measurements> wholePod =
                new TreeMap<>(Map.of(new ReplicatedContainer("prod", "web", "wp-proxy", ""), traces));
        assertThat(Reports.html(Reports.data(wholePod, Findings.labelLeak()))).contains("Memory of the whole pod, MB");
    }

    private static Instant at(int hour) {
        return Findings.FROM.plus(Duration.ofHours(hour));
    }
}
