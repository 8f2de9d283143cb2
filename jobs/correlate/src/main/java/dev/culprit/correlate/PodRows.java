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
import dev.culprit.model.table.Table;
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
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The rows of one pod, from which the histories of its containers are made.
 *
 * @param series by container
 */
record PodRows(
        PodKey key,
        List<MemoryRow> memory,
        List<ScrapeRow> scrapes,
        Map<String, SeriesColumns.Builder> series,
        List<FamilyRow> families) {
    /** Name of the container where only the pod as a whole is measured and nothing is scraped. */
    static final String WHOLE_POD = "(pod)";

    static final RowBlocks<MemoryRow> MEMORY = new RowBlocks<>(Table.CONTAINER_MEMORY);
    static final RowBlocks<ScrapeRow> SCRAPES = new RowBlocks<>(Table.SCRAPES);
    static final RowBlocks<FamilyRow> FAMILIES = new RowBlocks<>(Table.FAMILIES);

    /** @param blocks as {@link TableScan#byPod} gives them; only the pod returned last is in memory */
    static Iterator<PodRows> oneByOne(Iterator<Tuple2<PodKey, PodBlock>> blocks) {
        return new Iterator<>() {
            private @Nullable Tuple2<PodKey, PodBlock> ahead = following();

            private @Nullable Tuple2<PodKey, PodBlock> following() {
                return blocks.hasNext() ? blocks.next() : null;
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
                PodRows pod = new PodRows(
                        ahead._1(), new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new ArrayList<>());
                Map<Object, Object> seen = new HashMap<>();
                for (; ahead != null && pod.key.equals(ahead._1()); ahead = following()) {
                    pod.add(ahead._2(), one -> isRepeated(one) ? seen.computeIfAbsent(one, first -> first) : one);
                }
                return pod;
            }
        };
    }

    /** Whether more than one row may hold the same; hardly two bodies are alike. */
    private static boolean isRepeated(Object one) {
        return !(one instanceof ScrapeRow.Body);
    }

    private void add(PodBlock block, UnaryOperator<Object> shared) {
        switch (block.kind()) {
            case MEMORY -> MEMORY.read(key.environment(), block.rows(), shared, memory::add);
            case SCRAPES -> SCRAPES.read(key.environment(), block.rows(), shared, scrapes::add);
            case FAMILIES -> FAMILIES.read(key.environment(), block.rows(), shared, families::add);
            case SERIES ->
                SeriesBlock.read(
                        block.rows(), series.computeIfAbsent(block.container(), first -> new SeriesColumns.Builder()));
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
                new Container(
                        key.environment(), cluster(measured, scraped), key.namespace(), workload, key.pod(), container),
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
                .orElse(Workload.ofPod(key.pod()));
    }

    private Optional<String> nameAmong(Stream<String> names) {
        return names.filter(Objects::nonNull)
                .filter(name -> !name.equals(key.pod()))
                .min(Comparator.naturalOrder());
    }
}
