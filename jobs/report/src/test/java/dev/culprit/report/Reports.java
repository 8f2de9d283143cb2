package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Suspect;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.Coverage;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.page.HtmlReport;
import dev.culprit.report.page.PageBuilder;
import dev.culprit.report.remedy.Remedies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Report data in memory, for what needs no tables. */
public final class Reports {
    public static final Coverage NOTHING_MISSED = new Coverage(0, 0, 0, 0, 0, List.of(), List.of());
    public static final ReplicatedContainer PROXY = new ReplicatedContainer("prod", "web", "wp-proxy", "istio-proxy");

    private Reports() {}

    public static ReportData data(Finding... inProd) {
        return data(new TreeMap<>(), inProd);
    }

    public static ReportData data(Map<ReplicatedContainer, Measurements> traces, Finding... inProd) {
        List<ContainerFinding> cases = new ArrayList<>();
        for (Finding finding : inProd) {
            cases.add(new ContainerFinding(finding));
        }
        cases.sort(ContainerFinding.GRAVEST_FIRST);
        return new ReportData(Incident.PERIOD, cases, Map.of(), Map.of(), traces, NOTHING_MISSED, List.of());
    }

    /** A suspect of one container, whose births are known. */
    public static ReportData suspecting(Finding finding) {
        ReportData plain = data(finding);
        Suspect first = plain.findings().get(0).suspects().get(0);
        return new ReportData(
                plain.period(),
                plain.findings(),
                plain.trends(),
                Map.of(
                        finding.container(),
                        List.of(
                                Incident.growthRow("any", "any-0", first.labels(), "http_requests_total", 310),
                                Incident.growthRow("any", "any-0", first.labels(), "http_duration_seconds", 4000))),
                plain.measurements(),
                plain.coverage(),
                plain.notes());
    }

    public static String html(ReportData data) {
        return HtmlReport.render(new PageBuilder(data, Remedies.load()).build("Weekly", ""));
    }
}
