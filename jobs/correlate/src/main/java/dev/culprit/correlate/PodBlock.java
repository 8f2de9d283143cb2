package dev.culprit.correlate;

import dev.culprit.model.table.Table;
import java.io.Serializable;

/**
 * Rows of one pod in one table, on their way from who has read them to who judges them.
 *
 * @param container that rows of {@code series} are of; empty for those of other tables, which tell it themselves
 * @param rows as {@link dev.culprit.correlate.columns.SeriesBlock} has them for {@code series}, else as {@link RowBlocks} has
 */
record PodBlock(Kind kind, String container, byte[] rows) implements Serializable {
    enum Kind {
        MEMORY,
        SCRAPES,
        SERIES,
        FAMILIES;

        Table<?> table() {
            return switch (this) {
                case MEMORY -> Table.CONTAINER_MEMORY;
                case SCRAPES -> Table.SCRAPES;
                case SERIES -> Table.SERIES;
                case FAMILIES -> Table.FAMILIES;
            };
        }
    }
}
