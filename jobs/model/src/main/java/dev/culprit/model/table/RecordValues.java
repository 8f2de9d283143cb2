package dev.culprit.model.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes records apart into the values of their columns, as {@link RecordMaker} makes them of these. */
public final class RecordValues<R extends Record> {
    private final List<Part> parts;

    public RecordValues(Class<R> row) {
        this.parts = Part.of(row);
        for (Part part : parts) {
            part.component().getAccessor().setAccessible(true);
        }
    }

    /** The columns that a record has, flattened ones in their places. */
    public List<Part.Column> columns() {
        return Part.columns(parts);
    }

    /** The values of {@link #columns}, in their order. */
    public List<@Nullable Object> of(R row) {
        List<@Nullable Object> values = new ArrayList<>();
        add(parts, row, values);
        return values;
    }

    /** @param record null where it is missing, with all that is in it */
    private static void add(List<Part> parts, @Nullable Object record, List<@Nullable Object> values) {
        for (Part part : parts) {
            if (part instanceof Part.Columns flattened) {
                add(flattened.parts(), record == null ? null : read(part, record), values);
            } else if (part instanceof Part.Column column) {
                values.add(record == null ? column.absent() : read(part, record));
            }
        }
    }

    private static @Nullable Object read(Part part, Object record) {
        try {
            return part.component().getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(part.component() + " cannot be read", impossible);
        }
    }
}
