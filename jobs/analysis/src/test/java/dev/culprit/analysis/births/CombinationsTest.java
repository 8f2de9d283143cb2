package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Rows;
import dev.culprit.model.table.SeriesRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Births of old values; what is seen after ten is young. */
final class CombinationsTest {
    private static final double LATE = 10;

    @Test
    void theYoungPairHasTheCredit() {
        SeriesRow birth = life(20, Map.of("host", "a", "code", "500", "zone", "z"));
        assertThat(credit(
                        birth,
                        life(0, Map.of("host", "a", "code", "200", "zone", "z")),
                        life(0, Map.of("host", "b", "code", "500", "zone", "z"))))
                .containsExactly("code", "host");
    }

    @Test
    void aPairThatIsOldHasNone() {
        SeriesRow birth = life(20, Map.of("host", "a", "code", "500"));
        assertThat(credit(birth, life(0, Map.of("host", "a", "code", "500", "zone", "z"))))
                .isEmpty();
    }

    @Test
    void whereAllPairsAreOldATripleIsAsked() {
        SeriesRow birth = life(20, Map.of("host", "a", "peer", "y", "code", "200"));
        assertThat(credit(
                        birth,
                        life(0, Map.of("host", "a", "peer", "y", "code", "500")),
                        life(0, Map.of("host", "a", "peer", "x", "code", "200")),
                        life(0, Map.of("host", "b", "peer", "y", "code", "200"))))
                .containsExactly("code", "host", "peer");
    }

    @Test
    void ofPairsThatAreNewAtOnceTheOneOfMostValuesHasTheCredit() {
        SeriesRow birth = life(20, Map.of("host", "c", "peer", "y", "code", "200"));
        assertThat(credit(
                        birth,
                        life(0, Map.of("host", "a", "peer", "x", "code", "200")),
                        life(0, Map.of("host", "b", "peer", "y", "code", "500")),
                        life(0, Map.of("host", "a", "peer", "z", "code", "200")),
                        series(0, "other", Map.of("host", "c"))))
                .containsExactly("host", "peer");
    }

    @Test
    void whatIsTheSameInAWholeFamilyIsNoPartOfACombination() {
        SeriesRow birth = life(20, Map.of("host", "a", "code", "500", "zone", "z"));
        assertThat(credit(
                        birth,
                        life(15, Map.of("host", "a", "code", "200", "zone", "z")),
                        life(15, Map.of("host", "b", "code", "500", "zone", "z"))))
                .containsExactly("code", "host");
    }

    @Test
    void aValueThatIsNewToItsFamilyHasTheCreditWhereItsLabelAloneVaries() {
        SeriesRow birth = life(20, Map.of("host", "a", "zone", "z"));
        SeriesRow elsewhere = series(0, "other", Map.of("host", "a"));
        SeriesRow beside = life(0, Map.of("host", "b", "zone", "z"));
        assertThat(credit(birth, elsewhere, beside)).containsExactly("host");
        assertThat(credit(birth, elsewhere, beside, life(0, Map.of("host", "a"))))
                .isEmpty();
    }

    @Test
    void theShapeOfASampleIsNoPartOfACombination() {
        SeriesRow birth = life(20, Map.of("host", "a", "le", "0.5"));
        assertThat(credit(birth, life(0, Map.of("host", "a", "le", "1.0")), life(0, Map.of("host", "b", "le", "0.5"))))
                .isEmpty();
    }

    /** Empty where nothing is credited. */
    private static List<String> credit(SeriesRow birth, SeriesRow... others) {
        List<SeriesRow> rows = new ArrayList<>(List.of(others));
        rows.add(birth);
        SeriesColumns columns = SeriesColumns.of(rows);
        ProcessSeries series = ProcessSeries.of(columns, new PairHashes(columns));
        boolean[] shape = new boolean[columns.labels().size()];
        for (int label = 0; label < shape.length; label++) {
            shape[label] = columns.labels().get(label).equals("le");
        }
        int[] labels = new Combinations(series, shape).credit(new int[] {rows.size() - 1}, LATE)[0];
        return labels == null
                ? List.of()
                : Arrays.stream(labels).mapToObj(columns.labels()::get).sorted().toList();
    }

    private static SeriesRow life(double first, Map<String, String> labels) {
        return series(first, "m", labels);
    }

    private static SeriesRow series(double first, String metric, Map<String, String> labels) {
        return Rows.series(first, 100, metric, labels);
    }
}
