package dev.culprit.report;

import dev.culprit.model.Container;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Elsewhere;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.Coverage;
import dev.culprit.report.data.Coverage.Gap;
import dev.culprit.report.data.Coverage.Unread;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.ReportData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same evil text wherever a text may come from other people. */
public final class Hostile {
    public static final String TEXT =
            "\"'><script>document.title=1</script>{{ page }}\r\n\t\u202eevil\u2066\u0007\u001b[31m😀\ud800"
                    + "<img src=x onerror=document.title=1>\r\nBcc: evil@example.com\r\n=cmd()" + "A".repeat(10_000);
    public static final List<Verdict> VERDICTS = List.of(Verdict.values());
    /** One for each verdict, and one in an environment with such a name. */
    public static final int FINDINGS = VERDICTS.size() + 1;

    private Hostile() {}

    public static ReportData data() {
        TreeMap<ReplicatedContainer, Measurements> traces = new TreeMap<>();
        Measurements trace = new Measurements();
        for (int i = 0; i < 10; i++) {
            Instant time = Findings.FROM.plusSeconds(600L * i);
            trace.addMemory(TEXT, time, 1e6 * i, 2e7);
            trace.addScrape(TEXT, time, i, 1, i == 5);
        }
        traces.put(new ReplicatedContainer("prod", TEXT, TEXT, TEXT), trace);
        traces.put(new ReplicatedContainer(TEXT, TEXT, TEXT, TEXT), trace);
        Finding[] findings =
                VERDICTS.stream().map(verdict -> finding("prod", verdict)).toArray(Finding[]::new);
        ReportData plain = Reports.data(traces, findings);
        List<ContainerFinding> cases = new ArrayList<>(plain.findings());
        cases.add(new ContainerFinding(finding(TEXT, Verdict.STEADY)));
        return new ReportData(
                plain.period(),
                cases,
                Map.of(),
                Map.of(),
                traces,
                new Coverage(
                        1,
                        1,
                        1,
                        1,
                        1,
                        List.of(new Gap(
                                new Container(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
                                Findings.FROM,
                                Findings.TO,
                                Gap.SCRAPES)),
                        List.of(new Unread(TEXT, TEXT, TEXT, TEXT, 1))),
                List.of(TEXT));
    }

    private static Finding finding(String environment, Verdict verdict) {
        Culprit culprit = new Culprit(
                List.of(TEXT, TEXT),
                List.of(TEXT),
                0.5,
                Findings.FROM,
                1,
                1,
                1,
                null,
                new LabelValues(TEXT, List.of(TEXT)),
                new Saving(1, 0));
        return new Finding(
                TEXT,
                new ReplicatedContainer(environment, TEXT, TEXT, TEXT),
                Incident.PERIOD,
                verdict,
                Double.NaN,
                null,
                List.of(culprit),
                List.of(new Evidence(TEXT, TEXT, List.of(new Figure(TEXT, Double.POSITIVE_INFINITY)))),
                List.of(TEXT),
                List.of(TEXT),
                List.of(new Elsewhere(TEXT, verdict, 0, null)),
                List.of(),
                List.of(new Suspect(List.of(TEXT, TEXT), Double.NaN, 1, null, Double.NaN)));
    }
}
