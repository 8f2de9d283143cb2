package dev.culprit.report;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;
import static org.apache.parquet.filter2.predicate.FilterApi.eq;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads what tells the makers of metrics apart, for containers of which a label is named: on the last day of the period on
 * which anything of them was scraped, and only the few families that remedies ask for.
 */
final class Producers {
    // These are public because the warehouse makes them by reflection. Filters see only the columns that are in them.

    public record ShownFamily(
            @Flattened(required = "container") Container container, String metric) {}

    public record BuildSeries(
            @Flattened(required = "container") Container container,
            String metric,
            Map<String, String> labels) {}

    private static final Table<ShownFamily> FAMILIES = new Table<>(Table.FAMILIES.name(), ShownFamily.class);
    private static final Table<BuildSeries> SERIES = new Table<>(Table.SERIES.name(), BuildSeries.class);
    private static final String ISTIO_BUILD = "istio_build";
    private static final String VERSION = "tag";

    private final Warehouse warehouse;
    private final Period period;
    private final Set<Binary> told;
    private final Map<ReplicatedContainer, Set<String>> shows = new HashMap<>();
    private final Map<ReplicatedContainer, Integer> istio = new HashMap<>();

    private Producers(Warehouse warehouse, Period period, Set<String> families) {
        this.warehouse = warehouse;
        this.period = period;
        this.told = families.stream().map(Binary::fromString).collect(Collectors.toSet());
    }

    /** @param families that tell, by their whole names */
    static Map<ReplicatedContainer, Producer> read(Warehouse warehouse, ReportData data, Set<String> families) {
        Map<String, Set<ReplicatedContainer>> wanted = data.cases().stream()
                .filter(one -> !one.finding().culprits().isEmpty())
                .map(Case::subject)
                .collect(Collectors.groupingBy(ReplicatedContainer::environment, Collectors.toSet()));
        Producers producers = new Producers(warehouse, data.period(), families);
        wanted.forEach((environment, subjects) -> producers.read(environment, subjects, placement(data)));
        return producers.found();
    }

    private static Placement placement(ReportData data) {
        Placement placement = new Placement();
        data.trends()
                .values()
                .forEach(rows -> rows.forEach(row -> placement.place(row.container())));
        return placement;
    }

    private void read(String environment, Set<ReplicatedContainer> wanted, Placement placement) {
        List<Partition> latestFirst = new ArrayList<>(warehouse.partitions(FAMILIES, environment, period));
        Collections.reverse(latestFirst);
        for (Partition partition : latestFirst) {
            Set<ReplicatedContainer> missing = wanted.stream()
                    .filter(subject -> !shows.containsKey(subject))
                    .collect(Collectors.toSet());
            if (missing.isEmpty()) {
                return;
            }
            warehouse.read(FAMILIES, partition, FilterApi.in(binaryColumn("metric"), told), row -> {
                ReplicatedContainer subject = placement.of(row.container());
                if (missing.contains(subject)) {
                    shows.computeIfAbsent(subject, unknown -> new TreeSet<>()).add(row.metric());
                }
            });
            if (missing.stream()
                    .anyMatch(subject -> shows.getOrDefault(subject, Set.of()).contains(ISTIO_BUILD))) {
                readVersions(partition, missing, placement);
            }
        }
    }

    /** Of several versions the oldest is kept: what it knows, the others know as a rule. */
    private void readVersions(Partition partition, Set<ReplicatedContainer> wanted, Placement placement) {
        warehouse.read(SERIES, partition, eq(binaryColumn("metric"), Binary.fromString(ISTIO_BUILD)), row -> {
            ReplicatedContainer subject = placement.of(row.container());
            Integer minor = Producer.istioMinor(row.labels().getOrDefault(VERSION, ""));
            if (minor != null && wanted.contains(subject)) {
                istio.merge(subject, minor, Math::min);
            }
        });
    }

    private Map<ReplicatedContainer, Producer> found() {
        Map<ReplicatedContainer, Producer> found = new HashMap<>();
        shows.forEach((subject, families) -> found.put(subject, new Producer(families, istio.get(subject))));
        return found;
    }
}
