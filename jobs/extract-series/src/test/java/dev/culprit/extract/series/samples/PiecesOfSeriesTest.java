package dev.culprit.extract.series.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.SeriesSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PiecesOfSeriesTest {
    private static final SeriesSource PLACE = new GatheredSeries("place", 0, 1);

    @Test
    void bringsTogetherWhatIsOfOneSeriesInTheOrderOfTheFirst() {
        Random random = new Random(17);
        for (int trial = 0; trial < 300; trial++) {
            List<Piece> pieces = new ArrayList<>();
            Map<String, List<Piece>> expected = new LinkedHashMap<>();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                // Ids that differ in their highest bits alone, and one id of several metrics.
                long id = (long) random.nextInt(4) << 62 | random.nextInt(4);
                String metric = "metric" + random.nextInt(2);
                Piece piece = new Piece(id, metric, null, PLACE, i);
                pieces.add(piece);
                expected.computeIfAbsent(id + metric, none -> new ArrayList<>()).add(piece);
            }
            assertThat(new PiecesOfSeries(pieces)).containsExactlyElementsOf(expected.values());
        }
    }
}
