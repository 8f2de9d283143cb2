package dev.culprit.app;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Findings are kept by the last day of their period: a report over another period with the same end must not be put over them. */
final class FindingsPeriod {
    private FindingsPeriod() {}

    /** Null where some environment has findings of the period, or none has any. */
    static @Nullable String fault(Supplier<Warehouse> warehouse, List<String> environments, Period period) {
        Set<String> others = new TreeSet<>();
        try {
            for (String environment : environments) {
                List<Finding> findings =
                        warehouse.get().read(Table.FINDINGS, new Partition(environment, period.lastDay()));
                if (findings.stream().anyMatch(finding -> finding.period().equals(period))) {
                    return null;
                }
                findings.forEach(finding -> others.add(
                        finding.period().from() + " --to " + finding.period().to()));
            }
        } catch (CulpritException damaged) {
            return null; // the report tells it
        }
        return others.isEmpty()
                ? null
                : "the findings that end on %s are of another period than %s to %s: run correlate for this one, or give report --from %s"
                        .formatted(
                                period.lastDay(),
                                period.from(),
                                period.to(),
                                others.iterator().next());
    }
}
