package dev.culprit.benchmarks.scrapes;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.tsdb.TsdbSource;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.tsdb.block.Block;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Reads one block in the ways in which blocks are read. */
final class ReadBlock {
    private static final Period DAY =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-17T00:00:00Z"));

    private ReadBlock() {}

    /** {@code index|births|rows BLOCK}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Measurement measurement = Measurement.start();
        switch (arguments[0]) {
            case "index" -> {
                Block block = Block.open(folder);
                block.verify();
                measurement.print("culprit: index read and verified", block.bytes());
            }
            case "births" -> {
                Block block = Block.open(folder);
                String told = births(block);
                measurement.print("culprit: births by metric and label, of the index", block.bytes());
                System.out.println(told);
            }
            case "rows" -> rows(folder, measurement);
            default -> throw new IllegalArgumentException("index, births or rows");
        }
    }

    /** Of each metric and of each label, how many series and values are new within the block: numbers, and a text for each in the end. */
    private static String births(Block block) throws IOException {
        PairCounts pairs = new PairCounts();
        PairCounts born = new PairCounts();
        long[] counts = new long[2];
        block.forEachSeries(series -> {
            counts[0]++;
            boolean isBirth = series.firstTime(0) > block.minTime();
            counts[1] += isBirth ? 1 : 0;
            for (int i = 0; i < series.labels(); i++) {
                long pair = series.symbol(2 * i) << 32 | series.symbol(2 * i + 1);
                pairs.add(pair);
                if (isBirth) {
                    born.add(pair);
                }
            }
        });
        Map<String, long[]> labels = new TreeMap<>();
        Map<Long, String> names = new TreeMap<>();
        pairs.forEach((pair, count) -> names.put(pair >>> 32, ""));
        for (Map.Entry<Long, String> name : names.entrySet()) {
            name.setValue(block.text(name.getKey()));
        }
        pairs.forEach((pair, count) -> {
            long[] values = labels.computeIfAbsent(names.get(pair >>> 32), none -> new long[2]);
            values[0]++;
            values[1] += born.count(pair) == count ? 1 : 0; // only in series that were born here
        });
        List<Map.Entry<String, long[]>> most = new ArrayList<>(labels.entrySet());
        most.sort(Comparator.comparingLong(entry -> -entry.getValue()[1]));
        return "%,d series, %,d of them born within the block; values that were born: %s"
                .formatted(
                        counts[0],
                        counts[1],
                        most.stream()
                                .limit(3)
                                .map(entry -> "%s %,d of %,d"
                                        .formatted(entry.getKey(), entry.getValue()[1], entry.getValue()[0]))
                                .toList());
    }

    private static void rows(Path folder, Measurement measurement) throws IOException {
        long[] rows = new long[2];
        Configuration hadoop = new Configuration(false);
        Archive archive = new TsdbSource("benchmark", folder.toString(), SubjectLabels.DEFAULT).list(hadoop);
        for (TargetDay day :
                archive.days(DAY).values().stream().flatMap(List::stream).toList()) {
            day.read(
                    new TargetRows() {
                        @Override
                        public void scrape(ScrapeRow row) {
                            rows[1] += row.body().births();
                        }

                        @Override
                        public void family(FamilyRow row) {}

                        @Override
                        public void series(SeriesRow row) {
                            rows[0]++;
                        }
                    },
                    hadoop);
        }
        measurement.print(
                "culprit: rows of all targets, every chunk decoded",
                Block.open(folder).bytes());
        System.out.printf("%,d rows, %,d births, the first scrape's among them%n", rows[0], rows[1]);
    }

    /** Counts by numbers of 64 bits, none of which is 0. */
    private static final class PairCounts {
        private long[] keys = new long[1 << 16];
        private int[] counts = new int[1 << 16];
        private int size;

        interface Sink {
            void pair(long pair, int count);
        }

        void add(long pair) {
            int place = place(pair);
            if (keys[place] == 0) {
                keys[place] = pair;
                if (++size > keys.length / 2) {
                    grow();
                    place = place(pair);
                }
            }
            counts[place]++;
        }

        int count(long pair) {
            return counts[place(pair)];
        }

        private int place(long pair) {
            long mixed = pair * 0x9E3779B97F4A7C15L; // Fibonacci hashing
            int place = (int) (mixed >>> 40) & (keys.length - 1);
            while (keys[place] != 0 && keys[place] != pair) {
                place = (place + 1) & (keys.length - 1);
            }
            return place;
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldCounts = counts;
            keys = new long[2 * oldKeys.length];
            counts = new int[2 * oldKeys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int place = place(oldKeys[i]);
                    keys[place] = oldKeys[i];
                    counts[place] = oldCounts[i];
                }
            }
        }

        void forEach(Sink sink) {
            for (int i = 0; i < keys.length; i++) {
                if (keys[i] != 0) {
                    sink.pair(keys[i], counts[i]);
                }
            }
        }
    }
}
