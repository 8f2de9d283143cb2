package dev.culprit.report.data;

import static org.apache.parquet.filter2.predicate.FilterApi.binaryColumn;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.report.data.SeriesInventory.LabelCount;
import dev.culprit.report.data.SeriesInventory.MetricCount;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.io.api.Binary;

/** Counts the series of containers that could not be judged: what is known of them is shown in full, as cardinality tools do. */
final class SeriesInventoryReader {
    /** By hand: those that a reader looks at; a large fleet has thousands of short-lived jobs. */
    private static final int MOST_CONTAINERS = 20;
    /** By hand: rows of a table that a reader takes in. */
    private static final int ROWS = 8;
    /** By hand: values of a label that are told apart; beyond, "so many and more" says it all. */
    private static final int MOST_VALUES = 100_000;
    /** They tell parts of a distribution apart, and take no new values. */
    private static final Set<String> SHAPE = Set.of("le", "quantile");

    // Public because the warehouse makes it by reflection.

    public record SeenSeries(
            @Flattened(required = "container") Container container,
            String metric,
            Map<String, String> labels,
            long seriesId,
            Instant firstSeen) {}

    /** A series has a row a day and process. */
    private record Key(String pod, long seriesId) {}

    private static final Table<SeenSeries> SERIES = new Table<>(Table.SERIES.name(), SeenSeries.class);

    private final Map<String, Map<String, Instant>> values = new HashMap<>();
    private final Map<String, Long> seriesOfLabels = new HashMap<>();
    private final Map<String, Long> seriesOfMetrics = new HashMap<>();
    private final Set<Key> series = new HashSet<>();

    private SeriesInventoryReader() {}

    static Map<ReplicatedContainer, SeriesInventory> read(Warehouse warehouse, ReportData data) {
        Map<ReplicatedContainer, SeriesInventory> found = new TreeMap<>();
        data.findings().stream()
                .filter(each -> each.finding().verdict() == Verdict.INSUFFICIENT_DATA)
                .map(ContainerFinding::container)
                .filter(container -> !data.measurements(container).series().isEmpty())
                .limit(MOST_CONTAINERS)
                .forEach(container -> found.put(container, read(warehouse, data, container)));
        return found;
    }

    private static SeriesInventory read(Warehouse warehouse, ReportData data, ReplicatedContainer wanted) {
        Measurements measured = data.measurements(wanted);
        Map<String, Instant> firstScrapes = new HashMap<>();
        measured.series().forEach((pod, samples) -> firstScrapes.put(pod, Instant.ofEpochMilli(samples.millis(0))));
        Set<Binary> pods =
                firstScrapes.keySet().stream().map(Binary::fromString).collect(Collectors.toSet());
        SeriesInventoryReader reader = new SeriesInventoryReader();
        Period period = data.period();
        for (Partition partition : warehouse.partitions(SERIES, wanted.environment(), period)) {
            warehouse.read(SERIES, partition, FilterApi.in(binaryColumn("pod"), pods), row -> {
                Container container = row.container();
                boolean own = container.namespace().equals(wanted.namespace())
                        && wanted.container().equals(container.container())
                        && period.contains(row.firstSeen());
                if (own) {
                    reader.add(row, firstScrapes.get(container.pod()));
                }
            });
        }
        return reader.inventory();
    }

    private void add(SeenSeries row, Instant firstScrape) {
        boolean isNew = series.add(new Key(row.container().pod(), row.seriesId()));
        long count = isNew ? 1 : 0;
        seriesOfMetrics.merge(row.metric(), count, Long::sum);
        row.labels().forEach((label, value) -> {
            if (SHAPE.contains(label)) {
                return;
            }
            seriesOfLabels.merge(label, count, Long::sum);
            Map<String, Instant> seen = values.computeIfAbsent(label, unknown -> new HashMap<>());
            Instant came = row.firstSeen().isAfter(firstScrape) ? row.firstSeen() : Instant.MIN;
            if (seen.size() < MOST_VALUES || seen.containsKey(value)) {
                seen.merge(value, came, (one, other) -> one.isBefore(other) ? one : other);
            }
        });
    }

    private SeriesInventory inventory() {
        return new SeriesInventory(
                series.size(),
                values.entrySet().stream()
                        .map(label -> new LabelCount(
                                label.getKey(),
                                label.getValue().size(),
                                label.getValue().values().stream()
                                        .filter(came -> !came.equals(Instant.MIN))
                                        .count(),
                                seriesOfLabels.getOrDefault(label.getKey(), 0L)))
                        .sorted(Comparator.comparingLong(LabelCount::newValues)
                                .thenComparingLong(LabelCount::values)
                                .reversed()
                                .thenComparing(LabelCount::label))
                        .limit(ROWS)
                        .toList(),
                seriesOfMetrics.entrySet().stream()
                        .map(metric -> new MetricCount(metric.getKey(), metric.getValue()))
                        .sorted(Comparator.comparingLong(MetricCount::series)
                                .reversed()
                                .thenComparing(MetricCount::metric))
                        .limit(ROWS)
                        .toList());
    }
}
