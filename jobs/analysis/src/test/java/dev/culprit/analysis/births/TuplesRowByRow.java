package dev.culprit.analysis.births;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which combination of labels is credited with a birth whose values are old, by looking at all tuples: a part of {@link RowByRow}. */
final class TuplesRowByRow {
    /** By hand: larger tuples are as good as the series itself, and say nothing that one could act on. */
    private static final int LARGEST = 3;
    /** By hand: a series with more labels has too many tuples of this size to look at; by size, from 2 on. */
    private static final int[] MOST_LABELS = {16, 9};

    /** Labels and their values, in the order of the labels' names. */
    private record Tuple(List<String> labels, List<String> values) implements Comparable<Tuple> {
        /** Any order will do: hash maps ask for one where hash codes are equal, and {@link String#hashCode} is easily made so. */
        @Override
        public int compareTo(Tuple other) {
            int order = Arrays.compare(labels.toArray(String[]::new), other.labels.toArray(String[]::new));
            return order != 0
                    ? order
                    : Arrays.compare(values.toArray(String[]::new), other.values.toArray(String[]::new));
        }
    }

    /**
     * @param births whose values are old
     * @param lives all series of the process
     * @param late second from which on a first sight is young
     * @return the labels, sorted, by birth that is credited; of several tuples that were first seen at the same moment those whose labels
     *     take most values in the family
     */
    static Map<SeriesLife, List<String>> credit(List<SeriesLife> births, Collection<SeriesLife> lives, double late) {
        Map<SeriesLife, List<String>> credits = new LinkedHashMap<>();
        Map<String, Map<String, Map<String, Double>>> inFamilies = new HashMap<>();
        lives.forEach(life -> life.labels()
                .forEach((label, value) -> inFamilies
                        .computeIfAbsent(life.family(), key -> new HashMap<>())
                        .computeIfAbsent(label, key -> new HashMap<>())
                        .merge(value, life.first(), Math::min)));
        List<SeriesLife> byFirstSight = births.isEmpty()
                ? List.of()
                : lives.stream()
                        .sorted(Comparator.comparingDouble(SeriesLife::first))
                        .toList();
        List<SeriesLife> open = new ArrayList<>();
        for (SeriesLife birth : births) {
            Map<String, Map<String, Double>> family = inFamilies.get(birth.family());
            List<String> names = names(birth, family);
            if (names.size() != 1) {
                open.add(birth);
            } else if (family.get(names.get(0)).get(birth.labels().get(names.get(0))) > late) {
                credits.put(birth, names);
            }
        }
        for (int size = 2; size <= LARGEST && !open.isEmpty(); size++) {
            Map<Tuple, Double> firstSights = firstSights(open, byFirstSight, inFamilies, size);
            List<SeriesLife> left = new ArrayList<>();
            for (SeriesLife birth : open) {
                List<String> labels = youngest(birth, firstSights, inFamilies.get(birth.family()), size, late);
                if (labels.isEmpty()) {
                    left.add(birth);
                } else {
                    credits.put(birth, labels);
                }
            }
            open = left;
        }
        return credits;
    }

    /**
     * First sights of the tuples that these births hold, over all series. Series come by first sight, so the first that holds a tuple
     * tells, and the tuple need not be looked for any more: most are those of the inventory.
     */
    private static Map<Tuple, Double> firstSights(
            List<SeriesLife> births,
            List<SeriesLife> byFirstSight,
            Map<String, Map<String, Map<String, Double>>> inFamilies,
            int size) {
        Map<List<String>, Set<Tuple>> wanted = new HashMap<>();
        births.stream()
                .flatMap(birth -> tuples(birth, inFamilies.get(birth.family()), size).stream())
                .forEach(tuple -> wanted.computeIfAbsent(tuple.labels(), key -> new HashSet<>())
                        .add(tuple));
        Map<Tuple, Double> firstSights = new HashMap<>();
        for (SeriesLife life : byFirstSight) {
            if (wanted.isEmpty()) {
                break;
            }
            wanted.entrySet().removeIf(entry -> {
                Tuple tuple = tuple(life, entry.getKey());
                if (tuple != null && entry.getValue().remove(tuple)) {
                    firstSights.put(tuple, life.first());
                }
                return entry.getValue().isEmpty();
            });
        }
        return firstSights;
    }

    /** Null where the series lacks one of the labels. */
    private static @Nullable Tuple tuple(SeriesLife life, List<String> labels) {
        List<String> values = new ArrayList<>(labels.size());
        for (String label : labels) {
            String value = life.labels().get(label);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new Tuple(labels, values);
    }

    private static List<String> youngest(
            SeriesLife birth,
            Map<Tuple, Double> firstSights,
            Map<String, Map<String, Double>> family,
            int size,
            double late) {
        double latest = late;
        double widest = 0;
        TreeSet<String> labels = new TreeSet<>();
        for (Tuple tuple : tuples(birth, family, size)) {
            double first = firstSights.get(tuple);
            double width = 1;
            for (String label : tuple.labels()) {
                width *= family.get(label).size();
            }
            if (first > latest || (first == latest && width > widest)) {
                labels.clear();
                latest = first;
                widest = width;
            }
            if (first == latest && first > late && width == widest) {
                labels.addAll(tuple.labels());
            }
        }
        return List.copyOf(labels);
    }

    private static List<String> names(SeriesLife life, Map<String, Map<String, Double>> family) {
        return life.labels().keySet().stream()
                .filter(label -> !SeriesLife.SHAPE.contains(label))
                .filter(label -> family.get(label).size() > 1)
                .sorted()
                .toList();
    }

    /** Of a birth; none where it has too many labels. */
    private static List<Tuple> tuples(SeriesLife birth, Map<String, Map<String, Double>> family, int size) {
        List<String> names = names(birth, family);
        List<Tuple> tuples = new ArrayList<>();
        if (names.size() <= MOST_LABELS[size - 2]) {
            add(birth, names, 0, size, List.of(), tuples);
        }
        return tuples;
    }

    private static void add(
            SeriesLife life, List<String> names, int from, int missing, List<String> chosen, List<Tuple> tuples) {
        if (missing == 0) {
            tuples.add(new Tuple(chosen, chosen.stream().map(life.labels()::get).toList()));
            return;
        }
        for (int i = from; i <= names.size() - missing; i++) {
            List<String> more = new ArrayList<>(chosen);
            more.add(names.get(i));
            add(life, names, i + 1, missing - 1, List.copyOf(more), tuples);
        }
    }
}
