package dev.culprit.benchmarks.page;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.Findings;
import dev.culprit.report.Incident;
import dev.culprit.report.Reports;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.ReportData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a report tells of a made-up fleet: of each hundred containers three leak by a label, five otherwise, two are suspected, ten
 * cannot be judged and eighty are steady; two replicas each, a reading of memory and a scrape every half an hour for three days.
 */
final class LargeFleet {
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final List<String> ENVIRONMENTS = List.of("prod", "staging", "test", "dev");

    private LargeFleet() {}

    static ReportData of(int containers) {
        List<ContainerFinding> findings = new ArrayList<>();
        Map<ReplicatedContainer, Measurements> measured = new HashMap<>();
        Map<ReplicatedContainer, List<GrowthRow>> growth = new HashMap<>();
        SplittableRandom random = new SplittableRandom(containers);
        for (int i = 0; i < containers; i++) {
            ReplicatedContainer container = new ReplicatedContainer(
                    ENVIRONMENTS.get(i % ENVIRONMENTS.size()),
                    "team-" + i % 60,
                    "service-" + i / ENVIRONMENTS.size(),
                    i % 3 == 0 ? "istio-proxy" : "app");
            Finding finding = like(i / ENVIRONMENTS.size() % 100, container);
            findings.add(new ContainerFinding(finding));
            boolean labelled = !finding.culprits().isEmpty();
            measured.put(
                    container,
                    measured(
                            container,
                            finding.memory() == null ? 0 : finding.memory().slopeBytesPerHour(),
                            labelled,
                            random));
            if (labelled) {
                growth.put(
                        container,
                        Findings.ISTIO_METRICS.stream()
                                .map(metric -> Incident.growthRow(
                                        container.workload(),
                                        container.workload() + "-0",
                                        Findings.HOSTS,
                                        metric,
                                        9_700))
                                .toList());
            }
        }
        findings.sort(ContainerFinding.GRAVEST_FIRST);
        return new ReportData(Incident.PERIOD, findings, Map.of(), growth, measured, Reports.NOTHING_MISSED, List.of());
    }

    private static Finding like(int percent, ReplicatedContainer container) {
        Finding model = percent < 3
                ? Findings.labelLeak()
                : percent < 8
                        ? Findings.applicationLeak()
                        : percent < 10 ? Findings.undecided() : percent < 20 ? Findings.unknown() : Findings.plateau();
        return new Finding(
                model.cluster(),
                container,
                model.period(),
                model.verdict(),
                model.confidence(),
                model.memory(),
                model.culprits(),
                model.evidence(),
                model.refutedBy(),
                model.missing(),
                model.environments(),
                model.interventions(),
                model.suspects());
    }

    private static Measurements measured(
            ReplicatedContainer container, double bytesPerHour, boolean labelled, SplittableRandom random) {
        Measurements measurements = new Measurements();
        for (int replica = 0; replica < 2; replica++) {
            String pod = container.workload() + "-" + replica;
            for (Instant time = Findings.FROM; time.isBefore(Findings.TO); time = time.plus(STEP)) {
                double hour = Duration.between(Findings.FROM, time).toMinutes() / 60.0;
                measurements.addMemory(pod, time, 40e6 + bytesPerHour * hour + random.nextDouble(1e6), 256e6);
                measurements.addScrape(
                        pod, time, 400 + (labelled ? Math.round(540 * hour) : 0), labelled ? 270 : 0, false);
            }
        }
        return measurements;
    }
}
