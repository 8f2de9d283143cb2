package dev.culprit.cloudwatch.standin.promql;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All series of a service. Filled before it is asked. */
public final class SeriesStore {
    static final String NAME = "__name__";

    private final Map<String, Map<TreeMap<String, String>, StoredSeries>> byName = new HashMap<>();

    /** The series of these labels, the metric's name among them; made where there is none. */
    public StoredSeries series(Map<String, String> labels) {
        TreeMap<String, String> key = new TreeMap<>(labels);
        key.values().removeIf(String::isEmpty);
        return byName.computeIfAbsent(key.getOrDefault(NAME, ""), none -> new LinkedHashMap<>())
                .computeIfAbsent(key, StoredSeries::new);
    }

    Collection<StoredSeries> of(String name) {
        return byName.getOrDefault(name, Map.of()).values();
    }

    List<StoredSeries> all() {
        return byName.values().stream()
                .flatMap(series -> series.values().stream())
                .toList();
    }

    SortedSet<String> names(long from, long to) {
        TreeSet<String> names = new TreeSet<>();
        byName.forEach((name, series) -> {
            if (series.values().stream().anyMatch(each -> each.first() <= to && each.last() >= from)) {
                names.add(name);
            }
        });
        return names;
    }

    public long size() {
        return byName.values().stream().mapToLong(Map::size).sum();
    }
}
