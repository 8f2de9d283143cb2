package dev.culprit.correlate;

import dev.culprit.analysis.ContainerHistory;
import dev.culprit.analysis.Observations;
import dev.culprit.model.Container;
import dev.culprit.model.Workload;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** What the warehouse holds of one pod, and its containers' histories. */
record PodRows(
        String environment,
        String namespace,
        String pod,
        List<MemoryRow> memory,
        List<ScrapeRow> scrapes,
        List<SeriesRow> series,
        List<FamilyRow> families) {
    /** Stands for the container of a pod that is measured as a whole and not scraped. */
    static final String WHOLE_POD = "(pod)";

    /** @param row as {@link Tables#byPod} gives it */
    static PodRows of(Row row) {
        return new PodRows(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                records(Tables.MEMORY, row, 3),
                records(Tables.SCRAPES, row, 4),
                records(Tables.SERIES, row, 5),
                records(Tables.FAMILIES, row, 6));
    }

    private static <R extends Record> List<R> records(RowRecords<R> records, Row row, int column) {
        return row.<Row>getList(column).stream().map(records::read).toList();
    }

    /** A history for every container that either source knows. */
    List<ContainerHistory> histories() {
        TreeSet<String> containers = new TreeSet<>();
        scrapes.forEach(scrape -> containers.add(scrape.container()));
        memory.stream().map(MemoryRow::container).filter(Objects::nonNull).forEach(containers::add);
        if (containers.isEmpty()) {
            containers.add(WHOLE_POD);
        }
        String workload = workload();
        return containers.stream()
                .map(container -> observations(new Container(environment, namespace, workload, pod, container)))
                .map(Observations::history)
                .toList();
    }

    private Observations observations(Container container) {
        String name = container.container();
        List<MemoryRow> own = of(memory, MemoryRow::container, name);
        // Where only the pod is measured, its memory stands for each of its containers, and the analysis says so.
        boolean wholePod = own.isEmpty() && memory.stream().anyMatch(row -> row.container() == null);
        return new Observations(
                container,
                wholePod,
                wholePod
                        ? memory.stream().filter(row -> row.container() == null).toList()
                        : own,
                of(scrapes, ScrapeRow::container, name),
                of(families, FamilyRow::container, name),
                of(series, SeriesRow::container, name));
    }

    private static <R> List<R> of(List<R> rows, Function<R, String> container, String name) {
        return rows.stream().filter(row -> name.equals(container.apply(row))).toList();
    }

    /**
     * CloudWatch's word, unless it repeats the pod's name (as it does for StatefulSets); else the archive's; else by name. Of several
     * names the first by alphabet, as the rows come in any order.
     */
    private String workload() {
        return nameAmong(memory.stream().map(MemoryRow::workload))
                .or(() -> nameAmong(scrapes.stream().map(ScrapeRow::workload)))
                .orElse(Workload.ofPod(pod));
    }

    private Optional<String> nameAmong(Stream<String> names) {
        return names.filter(Objects::nonNull).filter(name -> !name.equals(pod)).min(Comparator.naturalOrder());
    }
}
