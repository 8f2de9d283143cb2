package dev.culprit.model.table;

import java.io.Serializable;
import java.time.LocalDate;

/** A folder of a table: {@code environment=E/date=D}. */
public record Partition(String environment, LocalDate date) implements Serializable {
    /** The folder below the table's own, in Hive's manner. */
    public String folder() {
        return "environment=" + environment + "/date=" + date;
    }
}
