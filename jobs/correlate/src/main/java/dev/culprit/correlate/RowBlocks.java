package dev.culprit.correlate;

import dev.culprit.model.CulpritException;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.Text;
import dev.culprit.model.table.Part;
import dev.culprit.model.table.RecordMaker;
import dev.culprit.model.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table as bytes and back: what Java's serialization makes of a million records takes longer than all else that is done with
 * them. A row is a bit for each column that is not null, and those columns' values: moments as microseconds since the epoch, texts as
 * numbers. A text that comes for the first time has the next number and is followed by its length and itself.
 *
 * @param <R> of texts, moments and numbers only
 */
final class RowBlocks<R extends Record> {
    private enum Form {
        TEXT,
        MOMENT,
        INT,
        LONG,
        DOUBLE;

        static Form of(Part.Column column) {
            return switch (((Class<?>) column.type()).getSimpleName()) {
                case "String" -> TEXT;
                case "Instant" -> MOMENT;
                case "int", "Integer" -> INT;
                case "long", "Long" -> LONG;
                case "double", "Double" -> DOUBLE;
                default -> throw new IllegalArgumentException(column + " has no form");
            };
        }
    }

    private final Table<R> table;
    private final RecordMaker<R> maker;
    private final List<Form> forms;

    RowBlocks(Table<R> table) {
        this.table = table;
        this.maker = new RecordMaker<>(table.row());
        this.forms = maker.columns().stream().map(Form::of).toList();
        if (forms.size() > Long.SIZE) {
            throw new IllegalArgumentException(table + " has more columns than bits");
        }
    }

    Table<R> table() {
        return table;
    }

    /** The place of a column among a row's values. */
    int column(String name) {
        return maker.columns().stream().map(Part.Column::name).toList().indexOf(name);
    }

    /** @throws CulpritException where a value is null that must not be */
    void refuseNulls(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !maker.columns().get(i).optional()) {
                throw new CulpritException("table %s: column '%s' is missing or null in %s, which it must not be"
                        .formatted(
                                table.name(),
                                maker.columns().get(i).name(),
                                Text.printable(Arrays.toString(values), 200)));
            }
        }
    }

    Writer writer() {
        return new Writer();
    }

    /** Makes one block. */
    final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);
        private final Map<String, Integer> texts = new HashMap<>();

        /** @param values of the table's columns, in their order */
        void add(@Nullable Object[] values) {
            try {
                out.writeLong(present(values));
                for (int i = 0; i < values.length; i++) {
                    Object value = values[i];
                    if (value != null) {
                        write(forms.get(i), value);
                    }
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private static long present(@Nullable Object[] values) {
            long present = 0;
            for (int i = 0; i < values.length; i++) {
                present |= values[i] == null ? 0 : 1L << i;
            }
            return present;
        }

        private void write(Form form, Object value) throws IOException {
            switch (form) {
                case TEXT -> text((String) value);
                case MOMENT -> out.writeLong(EpochSeconds.microsOf((Instant) value));
                case INT -> out.writeInt((Integer) value);
                case LONG -> out.writeLong((Long) value);
                case DOUBLE -> out.writeDouble((Double) value);
            }
        }

        private void text(String text) throws IOException {
            Integer known = texts.putIfAbsent(text, texts.size());
            out.writeInt(known == null ? texts.size() - 1 : known);
            if (known == null) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
        }

        byte[] block() {
            return bytes.toByteArray();
        }
    }

    /**
     * @param environment of the rows' partition
     * @param shared returns one object for all texts and containers that are equal, as rows repeat theirs thousands of times
     */
    void read(String environment, byte[] block, UnaryOperator<Object> shared, Consumer<R> rows) {
        ByteBuffer in = ByteBuffer.wrap(block);
        List<Object> texts = new ArrayList<>();
        while (in.hasRemaining()) {
            long present = in.getLong();
            @Nullable Object[] values = new Object[forms.size()];
            for (long rest = present; rest != 0; rest &= rest - 1) {
                int i = Long.numberOfTrailingZeros(rest);
                values[i] = switch (forms.get(i)) {
                    case TEXT -> text(in, texts, shared);
                    case MOMENT -> Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
                    case INT -> in.getInt();
                    case LONG -> in.getLong();
                    case DOUBLE -> in.getDouble();
                };
            }
            rows.accept(made(values, environment, shared));
        }
    }

    private static Object text(ByteBuffer in, List<Object> texts, UnaryOperator<Object> shared) {
        int number = in.getInt();
        if (number == texts.size()) {
            byte[] encoded = new byte[in.getInt()];
            in.get(encoded);
            texts.add(shared.apply(new String(encoded, StandardCharsets.UTF_8)));
        }
        return texts.get(number);
    }

    private R made(@Nullable Object[] values, String environment, UnaryOperator<Object> shared) {
        try {
            return maker.make(values, environment, shared);
        } catch (InvocationTargetException impossible) {
            throw new IllegalStateException(table + " cannot be made of " + Arrays.toString(values), impossible);
        }
    }
}
