package dev.culprit.analysis.births;

import static java.util.stream.Collectors.joining;

import dev.culprit.analysis.births.ProcessBirths.Arrival;
import dev.culprit.analysis.births.ProcessBirths.Batch;
import dev.culprit.analysis.births.ProcessBirths.LabelBirths;
import dev.culprit.analysis.births.ProcessBirths.ProcessSpan;
import dev.culprit.analysis.births.ProcessBirths.Values;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.EpochSeconds;
import dev.culprit.model.MetricFamily;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The births of processes as one would write them down from the method: row by row, in maps of texts, slowly. What the columns give is
 * held against it.
 */
final class RowByRow {
    private static final double WARM_UP_SECONDS = ProcessBirths.WARM_UP_SECONDS;
    private static final double GONE_SECONDS = 1500;
    private static final int COUNTERFACTUALS = 8;

    private RowByRow() {}

    static List<ProcessBirths> perProcess(double[] scrapeTimes, List<ProcessSpan> spans, List<SeriesRow> rows) {
        double[] later =
                spans.stream().skip(1).mapToDouble(ProcessSpan::firstScrape).toArray();
        List<BySeries<SeriesLife>> processes = new ArrayList<>();
        spans.forEach(span -> processes.add(new BySeries<>()));
        for (SeriesRow row : rows) {
            double first = EpochSeconds.of(row.firstSeen());
            BySeries<SeriesLife> process = processes.get(RobustStatistics.upperBound(later, first));
            process.merge(
                    row,
                    new SeriesLife(
                            MetricFamily.of(row.metric(), row.type()),
                            row.metric(),
                            row.labels(),
                            first,
                            EpochSeconds.of(row.lastSeen())),
                    SeriesLife::and);
        }
        List<ProcessBirths> births = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            ProcessSpan span = spans.get(i);
            double[] scrapes = Arrays.copyOfRange(
                    scrapeTimes,
                    RobustStatistics.upperBound(scrapeTimes, Math.nextDown(span.firstScrape())),
                    RobustStatistics.upperBound(scrapeTimes, span.lastScrape()));
            births.add(of(span.start(), scrapes, processes.get(i).values()));
        }
        return List.copyOf(births);
    }

    private static ProcessBirths of(double start, double[] scrapes, Collection<SeriesLife> lives) {
        double end = scrapes[scrapes.length - 1];
        double late = start + WARM_UP_SECONDS;
        Map<String, Map<String, Double>> firstSights = new HashMap<>();
        lives.forEach(life -> life.labels().forEach((label, value) -> {
            if (!SeriesLife.SHAPE.contains(label)) {
                firstSights.computeIfAbsent(label, key -> new HashMap<>()).merge(value, life.first(), Math::min);
            }
        }));
        Credits credits = new Credits(end - GONE_SECONDS);
        TreeMap<String, Long> distinct = new TreeMap<>();
        List<SeriesLife> old = new ArrayList<>();
        Set<String> carrying = labelsThatBirthsGoOnBy(lives, firstSights, late);
        for (SeriesLife life : lives) {
            distinct.merge(life.family(), 1L, Long::sum);
            if (life.first() > late) {
                List<String> youngest = youngest(life, firstSights, late);
                if (youngest.isEmpty()
                        || (isLate(life, youngest, firstSights)
                                && youngest.stream().noneMatch(carrying::contains))) {
                    old.add(life);
                } else {
                    credits.add(life, youngest, life.labels()::get);
                }
            }
        }
        Map<SeriesLife, List<String>> combinations = TuplesRowByRow.credit(old, lives, late);
        // The tuple of values is what is new, and counts as the value of each of its labels.
        combinations.forEach((life, labels) -> {
            String tuple = labels.stream().map(life.labels()::get).collect(joining(" × "));
            credits.add(life, labels, label -> tuple);
        });
        long uncredited = 0;
        for (SeriesLife life : old) {
            List<String> youngest = youngest(life, firstSights, late);
            if (!combinations.containsKey(life) && youngest.isEmpty()) {
                uncredited++;
            } else if (!combinations.containsKey(life)) {
                credits.add(life, youngest, life.labels()::get);
            }
        }
        return new ProcessBirths(
                start,
                end,
                scrapes,
                batches(credits.born),
                batches(credits.died),
                combinations.size(),
                uncredited,
                exposed(lives, scrapes[Math.max(scrapes.length / 2, scrapes.length - 2)])
                        - exposed(lives, scrapes[scrapes.length / 2]),
                novelties(credits.novelty, lives, distinct),
                Map.copyOf(distinct),
                arrivals(credits.novelty.values()));
    }

    private static long exposed(Collection<SeriesLife> lives, double time) {
        return lives.stream()
                .filter(life -> life.first() <= time && life.last() >= time)
                .count();
    }

    /** Births, deaths and new values as they are credited. */
    private static final class Credits {
        private final double gone;
        private final TreeMap<Key, Long> born = new TreeMap<>();
        private final TreeMap<Key, Long> died = new TreeMap<>();
        private final Map<List<String>, Map<String, LabelBirthsCount>> novelty = new HashMap<>();

        /** @param gone second before whose last sight a series counts as gone */
        Credits(double gone) {
            this.gone = gone;
        }

        void add(SeriesLife life, List<String> labels, UnaryOperator<String> valueOf) {
            born.merge(new Key(life.first(), life.family(), labels), 1L, Long::sum);
            if (life.last() < gone) {
                died.merge(new Key(life.last(), life.family(), labels), 1L, Long::sum);
            }
            novelty.computeIfAbsent(labels, key -> new TreeMap<>())
                    .computeIfAbsent(life.family(), key -> new LabelBirthsCount())
                    .add(labels, life.first(), valueOf);
        }
    }

    private static List<Arrival> arrivals(Collection<Map<String, LabelBirthsCount>> novelty) {
        TreeMap<String, Map<String, Double>> firstSights = new TreeMap<>();
        novelty.forEach(families -> families.values()
                .forEach(count -> count.values.forEach((label, values) -> values.forEach((value, first) -> firstSights
                        .computeIfAbsent(label, key -> new HashMap<>())
                        .merge(value, first, Math::min)))));
        List<Arrival> arrivals = new ArrayList<>();
        firstSights.forEach((label, values) -> {
            TreeMap<Double, Long> counts = new TreeMap<>();
            values.values().forEach(first -> counts.merge(first, 1L, Long::sum));
            counts.forEach((time, count) -> arrivals.add(new Arrival(time, label, count)));
        });
        arrivals.sort(Comparator.comparingDouble(Arrival::time).thenComparing(Arrival::label));
        return List.copyOf(arrivals);
    }

    /** The labels whose value is the youngest of the series' values, if that is young at all; sorted. */
    private static List<String> youngest(SeriesLife life, Map<String, Map<String, Double>> firstSights, double late) {
        double latest = late;
        TreeSet<String> labels = new TreeSet<>();
        for (Map.Entry<String, String> label : life.labels().entrySet()) {
            Map<String, Double> sights = firstSights.get(label.getKey());
            double first = sights == null ? Double.NEGATIVE_INFINITY : sights.get(label.getValue());
            if (first > latest) {
                labels.clear();
                latest = first;
            }
            if (first == latest && first > late) {
                labels.add(label.getKey());
            }
        }
        return List.copyOf(labels);
    }

    private static boolean isLate(
            SeriesLife life, List<String> youngest, Map<String, Map<String, Double>> firstSights) {
        return firstSights.get(youngest.get(0)).get(life.labels().get(youngest.get(0))) < life.first();
    }

    /** Those that took a dozen new values, and of whose births one in ten at least came with its value. */
    private static Set<String> labelsThatBirthsGoOnBy(
            Collection<SeriesLife> lives, Map<String, Map<String, Double>> firstSights, double late) {
        Map<String, Long> births = new HashMap<>();
        Map<String, Long> lateBirths = new HashMap<>();
        for (SeriesLife life : lives) {
            List<String> youngest = life.first() > late ? youngest(life, firstSights, late) : List.of();
            for (String label : youngest) {
                births.merge(label, 1L, Long::sum);
                lateBirths.merge(label, isLate(life, youngest, firstSights) ? 1L : 0L, Long::sum);
            }
        }
        Set<String> carrying = new HashSet<>();
        births.forEach((label, count) -> {
            long values = firstSights.get(label).values().stream()
                    .filter(first -> first > late)
                    .count();
            if (values >= 12 && 10 * lateBirths.get(label) <= 9 * count) {
                carrying.add(label);
            }
        });
        return carrying;
    }

    private static final class LabelBirthsCount {
        private long births;
        private final Map<String, TreeMap<String, Double>> values = new TreeMap<>();

        void add(List<String> labels, double first, UnaryOperator<String> valueOf) {
            births++;
            labels.forEach(label -> values.computeIfAbsent(label, key -> new TreeMap<>())
                    .merge(valueOf.apply(label), first, Math::min));
        }
    }

    private static List<LabelBirths> novelties(
            Map<List<String>, Map<String, LabelBirthsCount>> counts,
            Collection<SeriesLife> lives,
            Map<String, Long> distinct) {
        List<List<String>> heaviest = counts.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<List<String>, Map<String, LabelBirthsCount>> entry) ->
                                -entry.getValue().values().stream()
                                        .mapToLong(count -> count.births)
                                        .sum())
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getKey)
                .toList();
        List<LabelBirths> result = new ArrayList<>();
        for (int i = 0; i < heaviest.size(); i++) {
            List<String> labels = heaviest.get(i);
            Map<String, Long> without = i < COUNTERFACTUALS ? distinctWithout(lives, labels) : distinct;
            counts.get(labels).forEach((family, count) -> {
                TreeMap<String, Values> values = new TreeMap<>();
                count.values.forEach(
                        (label, sights) -> values.put(label, new Values(sights.size(), ValuePattern.tally(sights))));
                result.add(new LabelBirths(family, labels, count.births, values, without.get(family)));
            });
        }
        return List.copyOf(result);
    }

    /** Distinct series of each family when the labels are left out. Counted by 128 bits of a keyed hash, so as good as exact. */
    private static Map<String, Long> distinctWithout(Collection<SeriesLife> lives, List<String> labels) {
        Map<String, Set<Projection>> seen = new HashMap<>();
        for (SeriesLife life : lives) {
            long one = mix(life.metric(), 1);
            long two = mix(life.metric(), 2);
            for (Map.Entry<String, String> label : life.labels().entrySet()) {
                if (!labels.contains(label.getKey())) {
                    // A sum, so that the order of labels does not matter.
                    one += mix(label.getKey(), 3) * mix(label.getValue(), 5);
                    two += mix(label.getKey(), 7) * mix(label.getValue(), 11);
                }
            }
            seen.computeIfAbsent(life.family(), key -> new HashSet<>()).add(new Projection(one, two));
        }
        Map<String, Long> counts = new HashMap<>();
        seen.forEach((family, projections) -> counts.put(family, (long) projections.size()));
        return counts;
    }

    private static final long KEY = 20_261_129L;

    private record Projection(long one, long two) {}

    /** FNV-1a over the characters from a secret beginning, finished with MurmurHash3's mixer. */
    private static long mix(String text, long seed) {
        long hash = KEY ^ (seed * 0x9E3779B97F4A7C15L);
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (hash ^ (hash >>> 33)) | 1;
    }

    private record Key(double time, String family, List<String> labels) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingDouble(Key::time)
                .thenComparing(Key::family)
                .thenComparing(key -> String.join(",", key.labels));

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static List<Batch> batches(Map<Key, Long> counts) {
        List<Batch> batches = new ArrayList<>(counts.size());
        counts.forEach((key, count) -> batches.add(new Batch(key.time, key.family, key.labels, count)));
        return List.copyOf(batches);
    }

    private static final class BySeries<V> {
        private final Map<Long, Entry<V>> byId = new HashMap<>();
        /** Of series whose id an earlier one has too. */
        private final Map<Name, Entry<V>> collided = new HashMap<>();

        private record Name(String metric, Map<String, String> labels) {}

        private static final class Entry<V> {
            private final SeriesRow row;
            private V value;

            Entry(SeriesRow row, V value) {
                this.row = row;
                this.value = value;
            }
        }

        /** Adds what a row says of its series. */
        void merge(SeriesRow row, V value, BinaryOperator<V> both) {
            Entry<V> entry = byId.get(row.seriesId());
            if (entry == null) {
                byId.put(row.seriesId(), new Entry<>(row, value));
                return;
            }
            if (!entry.row.metric().equals(row.metric()) || !entry.row.labels().equals(row.labels())) {
                Name name = new Name(row.metric(), row.labels());
                entry = collided.get(name);
                if (entry == null) {
                    collided.put(name, new Entry<>(row, value));
                    return;
                }
            }
            entry.value = both.apply(entry.value, value);
        }

        /** The values of all series, in no order. */
        List<V> values() {
            List<V> values = new ArrayList<>(byId.size() + collided.size());
            byId.values().forEach(entry -> values.add(entry.value));
            collided.values().forEach(entry -> values.add(entry.value));
            return values;
        }
    }
}
