package dev.culprit.analysis.verdict;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Incident;
import dev.culprit.analysis.Incident.Environment;
import dev.culprit.analysis.Incident.Growing;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.history.Observations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AssessmentIT {
    private static final Growing HOSTS = new Growing(List.of("host", "host_name"), "requests_total", 8, 25, 3000);
    private static final Environment QUIET = new Environment("test", 1, List.of(), 0, 1e6);

    @ParameterizedTest
    @ValueSource(longs = {25, 26, 27})
    void growthElsewhereBeyondWhatBirthsThereCostTellsAgainstTheLabel(long seed) {
        Environment prod = new Environment("prod", 1, List.of(HOSTS), 0, 2e6);
        Map<String, WorkloadContainer> quiet =
                units(new Incident(seed, 4).with(prod).with(QUIET));
        // The label costs 6e5 bytes an hour in prod.
        Map<String, WorkloadContainer> growing =
                units(new Incident(seed, 4).with(prod).with(new Environment("test", 1, List.of(), 5e5, 1e6)));
        Association hosts = quiet.get("prod").associations().get(0);
        EnvironmentContrast flat = environments(quiet, hosts);
        EnvironmentContrast grows = environments(growing, hosts);
        assertThat(flat.unexplained()).isZero();
        assertThat(grows.unexplained()).isBetween(0.4, 0.9);
        assertThat(logOdds(hosts, grows)).isLessThan(logOdds(hosts, flat) - 1);
    }

    private static EnvironmentContrast environments(Map<String, WorkloadContainer> units, Association association) {
        return Assessor.evidence(units.get("prod"), association, List.of(units.get("test")), null)
                .environments();
    }

    private static Map<String, WorkloadContainer> units(Incident incident) {
        return incident.observations().stream()
                .map(Observations::history)
                .collect(groupingBy(
                        history -> history.container().environment(),
                        collectingAndThen(toList(), replicas -> WorkloadContainer.of(replicas, incident.period()))));
    }

    private static double logOdds(Association association, EnvironmentContrast environments) {
        return Score.terms(new CandidateEvidence(association, environments, null, null, UsualPrice.ONE_NUMBER, false))
                .stream()
                .mapToDouble(AssessedCandidate.Term::logOdds)
                .sum();
    }
}
