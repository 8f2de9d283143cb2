package dev.culprit.extract.memory.readings;

import dev.culprit.model.Text;
import dev.culprit.model.table.UnreadRow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The input that had to be left out, counted by file and reason. */
public final class SkippedInput {
    private final Map<String, Map<String, UnreadRow>> rows = new TreeMap<>();

    /** @param position of the first of them, null where it has none */
    public void add(String file, @Nullable String position, String reason, long count) {
        rows.computeIfAbsent(file, none -> new TreeMap<>())
                .merge(
                        reason,
                        new UnreadRow(file, position, reason, count),
                        (first, next) -> new UnreadRow(file, first.position(), reason, first.count() + next.count()));
    }

    /** By file and reason. */
    public List<UnreadRow> rows() {
        return rows.values().stream().flatMap(file -> file.values().stream()).toList();
    }

    public long count() {
        return rows().stream().mapToLong(UnreadRow::count).sum();
    }

    public Set<String> reasons() {
        return rows().stream().map(UnreadRow::reason).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with a file, on one line: {@code 3 x not JSON (line 17)}; empty where nothing is. */
    public String describe(String file) {
        return rows.getOrDefault(file, Map.of()).values().stream()
                .map(row -> "%,d x %s%s"
                        .formatted(
                                row.count(),
                                Text.printable(row.reason(), 200),
                                row.position() == null ? "" : " (" + row.position() + ")"))
                .collect(Collectors.joining(", "));
    }
}
