package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Report data in memory, for what needs no tables. */
final class Samples {
    static final Coverage NOTHING_MISSED = new Coverage(0, 0, 0, 0, 0, List.of(), List.of());
    static final ReplicatedContainer PROXY = new ReplicatedContainer("prod", "web", "wp-proxy", "istio-proxy");

    private Samples() {}

    static ReportData data(Finding... inProd) {
        return data(new TreeMap<>(), inProd);
    }

    static ReportData data(Map<ReplicatedContainer, Traces> traces, Finding... inProd) {
        List<Case> cases = new ArrayList<>();
        for (Finding finding : inProd) {
            cases.add(new Case(finding));
        }
        cases.sort(Case.GRAVEST_FIRST);
        return new ReportData(Incident.PERIOD, cases, Map.of(), Map.of(), traces, NOTHING_MISSED, List.of());
    }

    static String html(ReportData data) {
        return HtmlReport.render(new PageBuilder(data, Remedies.load()).build("Weekly", false));
    }
}
