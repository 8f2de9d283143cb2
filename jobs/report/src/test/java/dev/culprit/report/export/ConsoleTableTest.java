package dev.culprit.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Suspect;
import dev.culprit.report.Findings;
import dev.culprit.report.Hostile;
import dev.culprit.report.Reports;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Change.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsoleTableTest {
    @Test
    void aRowAFindingGravestFirst() {
        assertThat(ConsoleTable.render(Reports.data(
                        Findings.unknown(), Findings.plateau(), Findings.applicationLeak(), Findings.labelLeak())))
                .isEqualTo("""
                    ENV   WORKLOAD                VERDICT            LABELS                         CONF  MB/h  SERIES/h
                    prod  web/wp-proxy/istio-pr…  label              destination_service +1         0.97  0.61       540
                    prod  media/thumbs/app        no-label                                          0.93  2.41         -
                    prod  ops/nightly-export/app  insufficient-data                            undecided     -         -
                    prod  shop/catalog/app        steady                                            0.90  0.01         -
                    """);
    }

    @Test
    void whoIsSuspectedStandsWhereTheNamedWould() {
        Finding unread = Findings.suspecting(Findings.unknown(), new Suspect(List.of("path", "query"), 0, 40, null, 0));
        assertThat(ConsoleTable.render(Reports.data(Findings.undecided(), unread)))
                .isEqualTo("""
                    ENV   WORKLOAD                VERDICT            LABELS                         CONF  MB/h  SERIES/h
                    prod  shop/checkout/app       insufficient-data  not proved: tenant, 0.62  undecided  1.30         -
                    prod  ops/nightly-export/app  insufficient-data  not proved: path, query   undecided     -         -
                    To decide on shop/checkout/app in prod: Leave out tenant. It shows within 30 hours.
                    """);
    }

    @Test
    void aNarrowTableIsNotStretched() {
        assertThat(ConsoleTable.render(Reports.data(Findings.plateau()))).isEqualTo("""
            ENV   WORKLOAD          VERDICT  LABELS  CONF  MB/h  SERIES/h
            prod  shop/catalog/app  steady           0.90  0.01         -
            """);
    }

    @Test
    void whatChangedStandsBesideTheVerdict() {
        ReportData plain = Reports.data(Findings.labelLeak(), Findings.plateau());
        Change fixed = new Change(Kind.FIXED, "Fixed.", null, null, null, null, null);
        Change same = new Change(Kind.SAME, "Steady.", null, null, null, null, null);
        ReportData data = new ReportData(
                plain.period(),
                plain.findings(),
                plain.trends(),
                plain.growth(),
                plain.measurements(),
                plain.coverage(),
                plain.notes(),
                Map.of(
                        plain.findings().get(0).container(),
                        fixed,
                        plain.findings().get(1).container(),
                        same),
                Map.of());
        assertThat(ConsoleTable.render(data)).contains("  label, fixed  ", "  steady  ");
    }

    @Test
    void longNamesLoseTheirEndsPartByPart() {
        Finding leak = Findings.labelLeak();
        Finding renamed = new Finding(
                null,
                new ReplicatedContainer(
                        "prod",
                        "payments-and-settlement-production",
                        "transaction-reconciliation-worker-with-a-long-name",
                        "istio-proxy"),
                leak.period(),
                leak.verdict(),
                leak.confidence(),
                leak.memory(),
                leak.culprits(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(ConsoleTable.render(Reports.data(renamed)).lines().toList().get(1))
                .hasSize(100)
                .startsWith("prod  payments-an…/transaction…/istio-proxy");
    }

    @Test
    void hostileNamesNeitherBreakTheTableNorReachTheTerminal() {
        List<String> lines = ConsoleTable.render(Hostile.data()).lines().toList();
        assertThat(lines).hasSize(1 + Hostile.FINDINGS);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.length()).isLessThanOrEqualTo(100);
            assertThat(line.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '…'))
                    .isTrue();
        });
    }
}
