package dev.culprit.notebooks;

import dev.culprit.model.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Formats values for tables and charts. */
final class Format {
    private static final int LONGEST = 300;
    private static final int LONGEST_LIST = 6;
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAYS = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private Format() {}

    /** On one line, without control characters, of bounded length: label values are hostile. */
    static String of(@Nullable Object value) {
        return Text.printable(text(value), LONGEST);
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Double || value instanceof Float) {
            return number(((Number) value).doubleValue());
        }
        if (value instanceof Number number) {
            return String.format(Locale.ENGLISH, "%,d", number.longValue());
        }
        if (value instanceof Instant time) {
            return MINUTES.format(time);
        }
        if (value instanceof LocalDate date) {
            return DAYS.format(date);
        }
        if (value instanceof Row row) {
            return struct(row);
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            return labels(CollectionConverters.asJava(map));
        }
        if (value instanceof scala.collection.Seq<?> list) {
            return list(CollectionConverters.asJava(list));
        }
        return value.toString();
    }

    /** Three significant digits, and thousands separated by commas: 0.0123, 1.57, 516, 26,000. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        if (size != 0 && size < 0.001) {
            return String.format(Locale.ENGLISH, "%.1e", value);
        }
        int decimals = size == 0 || size >= 100 || size == Math.rint(size) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ENGLISH, "%,." + decimals + "f", value);
    }

    private static String struct(Row row) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            fields.add((row.schema() == null ? "" : row.schema().fieldNames()[i] + " ") + text(row.get(i)));
        }
        return String.join(", ", fields);
    }

    private static String labels(Map<?, ?> labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.forEach((name, value) -> sorted.put(String.valueOf(name), text(value)));
        return sorted.entrySet().stream()
                .map(label -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String list(List<?> values) {
        String first = values.stream().limit(LONGEST_LIST).map(Format::text).collect(Collectors.joining(", "));
        return values.size() > LONGEST_LIST ? "%s and %,d more".formatted(first, values.size() - LONGEST_LIST) : first;
    }
}
