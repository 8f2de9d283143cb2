package dev.culprit.report.remedy;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.data.WorkloadIndex;
import dev.culprit.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.io.api.Binary;

/**
 * Reads what tells exporters apart, for containers of which a label is named or suspected or that leak without one: on the last day of the period on
 * which anything of them was scraped, and only the few families that remedies ask for.
 */
final class ExporterReader {
    // These are public because the warehouse makes them by reflection. Filters see only the columns that are in them.

    public record ShownFamily(
            @Flattened(required = "container") Container container, String metric) {}

    public record BuildSeries(
            @Flattened(required = "container") Container container, String metric, Map<String, String> labels) {}

    private static final Table<ShownFamily> FAMILIES = new Table<>(Table.FAMILIES.name(), ShownFamily.class);
    private static final Table<BuildSeries> SERIES = new Table<>(Table.SERIES.name(), BuildSeries.class);
    private static final String ISTIO_BUILD = "istio_build";
    private static final String VERSION = "tag";

    private final Warehouse warehouse;
    private final Period period;
    private final Set<Binary> identifying;
    private final Map<ReplicatedContainer, Set<String>> shows = new HashMap<>();
    private final Map<ReplicatedContainer, Integer> istio = new HashMap<>();

    private ExporterReader(Warehouse warehouse, Period period, Set<String> families) {
        this.warehouse = warehouse;
        this.period = period;
        this.identifying = families.stream().map(Binary::fromString).collect(Collectors.toSet());
    }

    /** @param families that tell, by their whole names */
    static Map<ReplicatedContainer, Exporter> read(Warehouse warehouse, ReportData data, Set<String> families) {
        Map<String, Set<ReplicatedContainer>> wanted = data.findings().stream()
                .filter(ExporterReader::hasRemedy)
                .map(ContainerFinding::container)
                .collect(Collectors.groupingBy(ReplicatedContainer::environment, Collectors.toSet()));
        ExporterReader exporters = new ExporterReader(warehouse, data.period(), families);
        wanted.forEach((environment, containers) -> exporters.read(environment, containers, workloads(data)));
        return exporters.found();
    }

    private static boolean hasRemedy(ContainerFinding found) {
        return !found.finding().culprits().isEmpty()
                || found.suspect() != null
                || found.finding().verdict() == Verdict.NO_LABEL;
    }

    private static WorkloadIndex workloads(ReportData data) {
        WorkloadIndex workloads = new WorkloadIndex();
        data.trends().values().forEach(rows -> rows.forEach(row -> workloads.place(row.container())));
        return workloads;
    }

    private void read(String environment, Set<ReplicatedContainer> wanted, WorkloadIndex workloads) {
        List<Partition> latestFirst = new ArrayList<>(warehouse.partitions(FAMILIES, environment, period));
        Collections.reverse(latestFirst);
        for (Partition partition : latestFirst) {
            Set<ReplicatedContainer> missing = wanted.stream()
                    .filter(container -> !shows.containsKey(container))
                    .collect(Collectors.toSet());
            if (missing.isEmpty()) {
                return;
            }
            warehouse.read(FAMILIES, partition, FilterApi.in(binaryColumn("metric"), identifying), row -> {
                ReplicatedContainer container = workloads.of(row.container());
                if (missing.contains(container)) {
                    shows.computeIfAbsent(container, unknown -> new TreeSet<>()).add(row.metric());
                }
            });
            if (missing.stream()
                    .anyMatch(
                            container -> shows.getOrDefault(container, Set.of()).contains(ISTIO_BUILD))) {
                readVersions(partition, missing, workloads);
            }
        }
    }

    /** Of several versions the oldest is kept: what it knows, the others know as a rule. */
    private void readVersions(Partition partition, Set<ReplicatedContainer> wanted, WorkloadIndex workloads) {
        warehouse.read(SERIES, partition, eq(binaryColumn("metric"), Binary.fromString(ISTIO_BUILD)), row -> {
            ReplicatedContainer container = workloads.of(row.container());
            Integer minor = Exporter.istioMinor(row.labels().getOrDefault(VERSION, ""));
            if (minor != null && wanted.contains(container)) {
                istio.merge(container, minor, Math::min);
            }
        });
    }

    private Map<ReplicatedContainer, Exporter> found() {
        Map<ReplicatedContainer, Exporter> found = new HashMap<>();
        shows.forEach((container, families) -> found.put(container, new Exporter(families, istio.get(container))));
        return found;
    }
}
