package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SeriesWithoutTest {
    @Test
    void aSeriesThatLacksTheLabelIsOneWithWhatIsLeftOfAnother() {
        SeriesColumns columns = SeriesColumns.of(List.of(
                Rows.series(0, 1, "m", Map.of("code", "200")),
                Rows.series(0, 1, "m", Map.of("host", "a", "code", "200")),
                Rows.series(0, 1, "m", Map.of("host", "b", "code", "200")),
                Rows.series(0, 1, "n", Map.of("code", "200"))));
        SeriesWithout without = new SeriesWithout(ProcessSeries.of(columns, new PairHashes(columns)));
        assertThat(columns.labels()).containsExactly("code", "host");
        assertThat(without.all()).isEqualTo(Map.of("m", 3L, "n", 1L));
        assertThat(without.without(new boolean[] {false, true})).isEqualTo(Map.of("m", 1L, "n", 1L));
    }

    /** The texts are at hand here, so what the hashes count is held against the texts. */
    @Test
    void everySetOfLabelsCountsAsTheTextsDo() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> labels = List.of("host", "code", "path", "zone");
        List<SeriesRow> rows = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            Map<String, String> own = new TreeMap<>();
            labels.forEach(label -> {
                if (random.nextInt(5) > 0) {
                    own.put(label, "v" + random.nextInt(label.length() * 3));
                }
            });
            rows.add(Rows.series(0, 1, "m" + random.nextInt(3), own));
        }
        SeriesColumns columns = SeriesColumns.of(rows);
        SeriesWithout without = new SeriesWithout(ProcessSeries.of(columns, new PairHashes(columns)));
        for (int set = 0; set < 16; set++) {
            boolean[] left = new boolean[4];
            Map<String, Set<Map<String, String>>> texts = new TreeMap<>();
            for (int label = 0; label < 4; label++) {
                left[label] = (set >> label & 1) == 1;
            }
            for (SeriesRow row : rows) {
                Map<String, String> own = new TreeMap<>(row.labels());
                for (int label = 0; label < 4; label++) {
                    if (left[label]) {
                        own.remove(columns.labels().get(label));
                    }
                }
                texts.computeIfAbsent(row.metric(), key -> new HashSet<>()).add(own);
            }
            Map<String, Long> expected = new TreeMap<>();
            texts.forEach((family, distinct) -> expected.put(family, (long) distinct.size()));
            assertThat(without.without(left)).as("without %d", set).isEqualTo(expected);
        }
    }
}
