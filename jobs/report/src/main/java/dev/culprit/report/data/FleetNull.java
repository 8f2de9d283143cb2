package dev.culprit.report.data;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.NullScoreRow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one environment's findings were held against: scores of climbing memory with births of unrelated workloads.
 *
 * @param scores of the pairs, those that could be weighed; {@code pairs} all of them
 * @param tested the containers that were held against them
 */
public record FleetNull(String environment, int pairs, List<Double> scores, List<TestedContainer> tested) {
    /** As correlate writes it. */
    private static final String KIND = "swap-null";

    /**
     * @param score null where no label could be weighed
     * @param named whether its verdict is {@code label}
     */
    public record TestedContainer(
            ReplicatedContainer container, @Nullable Double score, double p, boolean named) {}

    static FleetNull of(String environment, List<NullScoreRow> rows, List<Finding> findings) {
        return new FleetNull(
                environment,
                rows.size(),
                rows.stream()
                        .map(NullScoreRow::score)
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList(),
                findings.stream()
                        .filter(finding -> finding.pValue() != null)
                        .map(FleetNull::tested)
                        .toList());
    }

    private static TestedContainer tested(Finding finding) {
        return new TestedContainer(
                finding.container(),
                finding.evidence().stream()
                        .filter(evidence -> evidence.kind().equals(KIND))
                        .map(Evidence::figures)
                        .flatMap(List::stream)
                        .filter(figure -> figure.name().equals("score"))
                        .map(Figure::value)
                        .findFirst()
                        .orElse(null),
                Objects.requireNonNull(finding.pValue()),
                finding.verdict() == Verdict.LABEL);
    }

    /** How many labels are named of which no null says how often chance names one. */
    public static long namedWithout(List<ContainerFinding> findings) {
        return findings.stream()
                .map(ContainerFinding::finding)
                .filter(finding -> finding.verdict() == Verdict.LABEL && finding.pValue() == null)
                .count();
    }

    public long named() {
        return tested.stream().filter(TestedContainer::named).count();
    }

    /** Labels that chance, or hidden causes, make look as guilty as the least sure of those that are named: tests times its p-value. */
    public double expectedFalse() {
        return tested.size()
                * tested.stream()
                        .filter(TestedContainer::named)
                        .mapToDouble(TestedContainer::p)
                        .max()
                        .orElse(0);
    }
}
