package dev.culprit.extract.memory.csv;

import dev.culprit.extract.memory.files.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which column says what, by the names in a file's first line, in any order and among any others. Case does not matter, and what
 * is no letter and no digit parts words: {@code Memory [MiB]} is {@code memory_mib}.
 */
record CsvColumns(
        Column time,
        Column namespace,
        Column pod,
        Column container,
        SizeColumn memory,
        @Nullable Column cluster,
        @Nullable Column workload,
        @Nullable SizeColumn limit,
        @Nullable Column restarts) {
    private static final String ROLES = "time, namespace, pod, container and the memory with its unit";

    /** Where a field stands, and its name for messages. */
    record Column(int place, String name) {}

    /** Units by SI and IEC 80000-13: a megabyte is 10^6 bytes, a mebibyte 2^20. */
    enum Unit {
        BYTES(1),
        KB(1e3),
        KIB(1 << 10),
        MB(1e6),
        MIB(1 << 20),
        GB(1e9),
        GIB(1 << 30);

        private final double bytes;

        Unit(double bytes) {
            this.bytes = bytes;
        }

        private String suffix() {
            return "_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** A column of sizes in one unit. */
    record SizeColumn(Column column, Unit unit) {
        double bytes(double value) {
            return value * unit.bytes;
        }
    }

    /** @throws UnreadableException which says what is missing or told twice */
    static CsvColumns named(List<String> header) throws UnreadableException {
        List<Column> columns = new ArrayList<>();
        for (int place = 0; place < header.size(); place++) {
            columns.add(new Column(place, plain(header.get(place))));
        }
        return new CsvColumns(
                needed(columns, "time", "timestamp"),
                needed(columns, "namespace"),
                needed(columns, "pod"),
                needed(columns, "container"),
                memory(columns),
                one(columns, "cluster"),
                one(columns, "workload"),
                size(columns, List.of("limit"), List.of()),
                one(columns, "restarts"));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    }

    private static Column needed(List<Column> columns, String... names) throws UnreadableException {
        @Nullable Column column = one(columns, names);
        if (column == null) {
            throw new UnreadableException("no column %s: the first line must name %s".formatted(names[0], ROLES));
        }
        return column;
    }

    private static @Nullable Column one(List<Column> columns, String... names) throws UnreadableException {
        List<Column> found = columns.stream()
                .filter(column -> List.of(names).contains(column.name()))
                .toList();
        return found.isEmpty() ? null : single(found);
    }

    private static Column single(List<Column> found) throws UnreadableException {
        if (found.size() > 1) {
            throw new UnreadableException("columns %s and %s tell the same: keep one of them"
                    .formatted(found.get(0).name(), found.get(1).name()));
        }
        return found.get(0);
    }

    private static SizeColumn memory(List<Column> columns) throws UnreadableException {
        @Nullable SizeColumn memory = size(columns, List.of("memory", "working_set"), List.of("bytes"));
        if (memory == null) {
            throw new UnreadableException(
                    "no column of the memory with its unit: name it %s".formatted(accepted("memory")));
        }
        return memory;
    }

    /** @param inBytes names that need no unit */
    private static @Nullable SizeColumn size(List<Column> columns, List<String> names, List<String> inBytes)
            throws UnreadableException {
        List<SizeColumn> found = new ArrayList<>();
        for (Column column : columns) {
            if (inBytes.contains(column.name())) {
                found.add(new SizeColumn(column, Unit.BYTES));
            }
            for (String name : names) {
                if (column.name().equals(name)) {
                    throw new UnreadableException(
                            "column %s does not tell its unit: name it %s".formatted(name, accepted(name)));
                }
                for (Unit unit : Unit.values()) {
                    if (column.name().equals(name + unit.suffix())) {
                        found.add(new SizeColumn(column, unit));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        single(found.stream().map(SizeColumn::column).toList());
        return found.get(0);
    }

    private static String accepted(String name) {
        return List.of(Unit.values()).stream().map(unit -> name + unit.suffix()).collect(Collectors.joining(", "));
    }
}
