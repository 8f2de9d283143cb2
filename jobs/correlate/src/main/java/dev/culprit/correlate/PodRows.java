package dev.culprit.correlate;

import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.correlate.columns.SeriesBlock;
import dev.culprit.model.Container;
import dev.culprit.model.Workload;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one pod, from which the histories of its containers are made.
 *
 * @param series by container
 */
record PodRows(
        String environment,
        String namespace,
        String pod,
        List<MemoryRow> memory,
        List<ScrapeRow> scrapes,
        Map<String, SeriesColumns.Builder> series,
        List<FamilyRow> families) {
    /** Name of the container where only the pod as a whole is measured and nothing is scraped. */
    static final String WHOLE_POD = "(pod)";

    /** @param rows as {@link Tables#byPod} gives them; only the pod returned last is in memory */
    static Iterator<PodRows> oneByOne(Iterator<Row> rows) {
        return new Iterator<>() {
            private @Nullable Row ahead = following();

            private @Nullable Row following() {
                return rows.hasNext() ? rows.next() : null;
            }

            @Override
            public boolean hasNext() {
                return ahead != null;
            }

            @Override
            public PodRows next() {
                if (ahead == null) {
                    throw new NoSuchElementException();
                }
                PodRows pod = empty(ahead);
                Map<Object, Object> seen = new HashMap<>();
                for (; ahead != null && pod.has(ahead); ahead = following()) {
                    pod.add(ahead, one -> isRepeated(one) ? seen.computeIfAbsent(one, first -> first) : one);
                }
                return pod;
            }
        };
    }

    /** Whether more than one row may hold the same; hardly two bodies are alike. */
    private static boolean isRepeated(Object one) {
        return !(one instanceof ScrapeRow.Body);
    }

    private static PodRows empty(Row row) {
        return new PodRows(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                new ArrayList<>(),
                new ArrayList<>(),
                new HashMap<>(),
                new ArrayList<>());
    }

    private boolean has(Row row) {
        return pod.equals(row.getString(2))
                && namespace.equals(row.getString(1))
                && environment.equals(row.getString(0));
    }

    private void add(Row row, UnaryOperator<Object> shared) {
        if (!row.isNullAt(3)) {
            memory.add(Tables.MEMORY.read(environment, row.getStruct(3), shared));
        } else if (!row.isNullAt(4)) {
            scrapes.add(Tables.SCRAPES.read(environment, row.getStruct(4), shared));
        } else if (!row.isNullAt(5)) {
            Row block = row.getStruct(5);
            SeriesBlock.read(
                    block.getAs(1), series.computeIfAbsent(block.getString(0), key -> new SeriesColumns.Builder()));
        } else {
            families.add(Tables.FAMILIES.read(environment, row.getStruct(6), shared));
        }
    }

    /** A history for every container that either source knows. */
    List<ContainerHistory> histories() {
        TreeSet<String> containers = new TreeSet<>();
        scrapes.forEach(scrape -> containers.add(scrape.container().container()));
        memory.stream()
                .map(row -> row.container().container())
                .filter(Objects::nonNull)
                .forEach(containers::add);
        if (containers.isEmpty()) {
            containers.add(WHOLE_POD);
        }
        String workload = workload();
        return containers.stream()
                .map(container -> observations(workload, container)
                        .history(series.getOrDefault(container, new SeriesColumns.Builder())
                                .build()))
                .toList();
    }

    private Observations observations(String workload, String container) {
        List<MemoryRow> own = of(memory, MemoryRow::container, container);
        // Where only the pod is measured, each of its containers is given the pod's memory, and the analysis is told
        // so.
        List<MemoryRow> ofPod = own.isEmpty() ? of(memory, MemoryRow::container, null) : List.of();
        List<MemoryRow> measured = ofPod.isEmpty() ? own : ofPod;
        List<ScrapeRow> scraped = of(scrapes, ScrapeRow::container, container);
        return new Observations(
                new Container(environment, cluster(measured, scraped), namespace, workload, pod, container),
                !ofPod.isEmpty(),
                measured,
                scraped,
                of(families, FamilyRow::container, container),
                List.of());
    }

    private static @Nullable String cluster(List<MemoryRow> measured, List<ScrapeRow> scraped) {
        return Stream.concat(
                        measured.stream().map(MemoryRow::container),
                        scraped.stream().map(ScrapeRow::container))
                .map(Container::cluster)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static <R> List<R> of(List<R> rows, Function<R, Container> container, @Nullable String name) {
        return rows.stream()
                .filter(row -> Objects.equals(name, container.apply(row).container()))
                .toList();
    }

    /**
     * The workload by CloudWatch, unless that repeats the pod's name (as it does for StatefulSets); else by the archive; else derived
     * from the pod's name. Among several names the first in alphabetical order is taken, as rows come in any order.
     */
    private String workload() {
        return nameAmong(memory.stream().map(row -> row.container().workload()))
                .or(() -> nameAmong(scrapes.stream().map(row -> row.container().workload())))
                .orElse(Workload.ofPod(pod));
    }

    private Optional<String> nameAmong(Stream<String> names) {
        return names.filter(Objects::nonNull).filter(name -> !name.equals(pod)).min(Comparator.naturalOrder());
    }
}
