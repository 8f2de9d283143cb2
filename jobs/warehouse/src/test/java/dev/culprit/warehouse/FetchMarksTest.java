package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day that another source has overwritten is no longer one that was fetched. */
final class FetchMarksTest {
    private static final Partition MONDAY = new Partition("prod", LocalDate.parse("2026-11-16"));
    private static final Partition TUESDAY = new Partition("prod", LocalDate.parse("2026-11-17"));

    /** Any columns do. */
    public record Row(String of) {}

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.toString(), new Configuration());
    }

    private void publish(Partition day, String row, String... tables) {
        try (Publication publication = warehouse.publication("test")) {
            Stream.of(tables)
                    .forEach(name -> publication.write(new Table<>(name, Row.class), day, List.of(new Row(row))));
            publication.publish();
        }
    }

    private List<Row> rows(String table, Partition day) {
        return warehouse.read(new Table<>(table, Row.class), day);
    }

    @ParameterizedTest
    @CsvSource({
        "container_memory, memory_fetches",
        "container_memory, promql_fetches",
        "scrapes, promql_series_fetches",
        "series, promql_series_fetches",
        "families, promql_series_fetches"
    })
    void aMarkGoesWithItsRows(String table, String mark) {
        publish(MONDAY, "service", table, mark);
        publish(TUESDAY, "service", table, mark);
        publish(MONDAY, "files", table);
        assertThat(rows(table, MONDAY)).containsExactly(new Row("files"));
        assertThat(rows(mark, MONDAY)).isEmpty();
        assertThat(rows(mark, TUESDAY)).as("of a day that nobody has touched").hasSize(1);
        publish(MONDAY, "service again", table, mark);
        assertThat(rows(mark, MONDAY)).containsExactly(new Row("service again"));
    }

    @Test
    void whatIsNotFetchedHasNoMark() {
        publish(MONDAY, "service", "container_memory", "memory_fetches", "scrapes", "promql_series_fetches");
        publish(MONDAY, "correlate", "findings", "unread_memory");
        publish(MONDAY, "files", "scrapes");
        assertThat(rows("memory_fetches", MONDAY)).as("memory is as it was").hasSize(1);
        assertThat(rows("promql_series_fetches", MONDAY)).isEmpty();
    }
}
