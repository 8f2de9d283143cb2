package dev.culprit.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.Container;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Suspect;
import dev.culprit.report.Findings;
import dev.culprit.report.Hostile;
import dev.culprit.report.Reports;
import dev.culprit.report.data.Coverage;
import dev.culprit.report.data.Coverage.Gap;
import dev.culprit.report.data.Coverage.Unread;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.remedy.Remedies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonReportTest {
    private final JsonReport report = new JsonReport(Remedies.load());

    @Test
    void theKeysAreThoseOfTheContract() throws IOException {
        ReportData plain = Reports.data(Findings.labelLeak());
        Coverage coverage = new Coverage(
                570,
                2,
                1,
                3,
                3450,
                List.of(new Gap(
                        new Container("prod", null, "web", "wp-proxy", "wp-proxy-0", null),
                        Findings.FROM,
                        Findings.TO,
                        Gap.MEMORY)),
                List.of(new Unread("prod", "README.md", null, "no part of the pattern matches", 3)));
        JsonNode json = parse(
                new ReportData(plain.period(), plain.findings(), Map.of(), Map.of(), Map.of(), coverage, List.of()));
        assertThat(keys(json))
                .containsExactly(
                        "period",
                        "findings",
                        "coverage",
                        "expectedFalse",
                        "falseDiscoveries",
                        "version",
                        "generatedAt",
                        "command");
        assertThat(json.get("expectedFalse").isNull()).isTrue();
        assertThat(json.at("/falseDiscoveries/simulatedPrior/2").toString())
                .startsWith("{\"prevalence\":0.05,\"falseShare\":0.07");
        assertThat(json.at("/period").toString())
                .isEqualTo("{\"from\":\"2026-11-16T00:00:00Z\",\"to\":\"2026-11-19T00:00:00Z\"}");
        JsonNode finding = json.at("/findings/0");
        assertThat(keys(finding))
                .containsExactly(
                        "environment",
                        "cluster",
                        "namespace",
                        "workload",
                        "container",
                        "verdict",
                        "confidence",
                        "pValue",
                        "memory",
                        "culprits",
                        "suspects",
                        "evidence",
                        "refutedBy",
                        "missing",
                        "environments",
                        "change",
                        "forecast",
                        "guide",
                        "soFar",
                        "nextSteps");
        assertThat(keys(finding.get("memory")))
                .containsExactly("slopeBytesPerHour", "low", "high", "shape", "lifetimes", "hoursToLimit");
        JsonNode culprit = finding.at("/culprits/0");
        assertThat(keys(culprit))
                .containsExactly(
                        "labels",
                        "metrics",
                        "confidence",
                        "since",
                        "seriesPerHour",
                        "valuesPerHour",
                        "seriesPerValue",
                        "bytesPerSeries",
                        "valuePattern",
                        "examples",
                        "saving",
                        "remedy");
        assertThat(keys(culprit.get("bytesPerSeries"))).containsExactly("estimate", "low", "high");
        assertThat(keys(culprit.get("saving"))).containsExactly("series", "bytes");
        assertThat(keys(culprit.get("remedy")))
                .containsExactly(
                        "title", "text", "snippet", "caveat", "language", "saving", "watch", "query", "alternatives");
        assertThat(keys(finding.at("/evidence/0"))).containsExactly("kind", "text", "figures");
        assertThat(finding.at("/evidence/3/figures").toString()).isEqualTo("{\"bytes per series\":1120}");
        assertThat(keys(finding.at("/environments/0")))
                .containsExactly("environment", "verdict", "seriesPerHour", "slopeBytesPerHour");
        assertThat(keys(json.get("coverage")))
                .containsExactly("scrapes", "rejected", "memoryPoints", "gaps", "partial", "unmatched", "unread");
        assertThat(json.at("/coverage/gaps/0").toString())
                .isEqualTo("{\"environment\":\"prod\",\"namespace\":\"web\",\"pod\":\"wp-proxy-0\",\"container\":null,"
                        + "\"from\":\"2026-11-16T00:00:00Z\",\"to\":\"2026-11-19T00:00:00Z\",\"what\":\"memory\"}");
        assertThat(keys(json.at("/coverage/unread/0")))
                .containsExactly("environment", "file", "position", "reason", "count");
    }

    @Test
    void suspectsAreToldWithWhatTheyWouldCost() throws IOException {
        Finding unread = Findings.suspecting(Findings.unknown(), new Suspect(List.of("path"), 0, 40, null, 0));
        JsonNode findings = parse(Reports.data(Findings.undecided(), unread)).get("findings");
        assertThat(findings.at("/0/suspects/0").toString())
                .isEqualTo("{\"labels\":[\"tenant\"],\"probability\":0.62,\"seriesPerHour\":310,"
                        + "\"bytesPerSeries\":{\"estimate\":2100,\"low\":900,\"high\":3400},\"share\":0.55,\"experiment\":{\"action\":\"Leave"
                        + " out tenant.\",\"expected\":\"Memory stands.\",\"hours\":30}}");
        assertThat(findings.at("/0/suspects/1/experiment").isNull()).isTrue();
        assertThat(findings.at("/0/suspects")).hasSize(2);
        assertThat(findings.at("/1/suspects/0/bytesPerSeries").isNull()).isTrue();
        assertThat(findings.at("/1/suspects/0/probability").asDouble()).isZero();
    }

    @Test
    void whatIsUnknownIsNullAndNumbersArePlain() throws IOException {
        String text = report.render(Reports.data(Findings.unknown(), Findings.plateau(), Findings.labelLeak()));
        assertThat(text)
                .endsWith("}\n")
                .contains("\"bytes\" : 14100000", "\"slopeBytesPerHour\" : 605000")
                .doesNotContainPattern(": -?[0-9.]+[eE]");
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(json.at("/findings/0/verdict").asText()).isEqualTo("label");
        assertThat(json.at("/findings/1/memory").isNull()).isTrue();
        assertThat(json.at("/findings/1/cluster").isNull()).isTrue();
        assertThat(json.at("/findings/2/memory/hoursToLimit").isNull()).isTrue();
    }

    @Test
    void hostileTextsAreDataAndCutShort() throws IOException {
        String text = report.render(Hostile.data());
        assertThat(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)))
                .isTrue();
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(json.at("/findings")).hasSize(Hostile.FINDINGS);
        String example = json.at("/findings/0/culprits/0/examples/0").asText();
        assertThat(example).startsWith("\"'><script>document.title=1</script>").endsWith("…");
        assertThat(example.codePointCount(0, example.length())).isEqualTo(120);
        assertThat(json.at("/findings/0/confidence").isNull()).isTrue();
    }

    private JsonNode parse(ReportData data) throws IOException {
        return new ObjectMapper().readTree(report.render(data));
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
