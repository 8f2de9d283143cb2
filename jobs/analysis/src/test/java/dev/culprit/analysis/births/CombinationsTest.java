package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Births of old values; what is seen after ten is young. */
final class CombinationsTest {
    private static final double LATE = 10;

    @Test
    void theYoungPairHasTheCredit() {
        SeriesLife birth = life(20, Map.of("host", "a", "code", "500", "zone", "z"));
        assertThat(credit(
                        birth,
                        life(0, Map.of("host", "a", "code", "200", "zone", "z")),
                        life(0, Map.of("host", "b", "code", "500", "zone", "z"))))
                .containsExactly("code", "host");
    }

    @Test
    void aPairThatIsOldHasNone() {
        SeriesLife birth = life(20, Map.of("host", "a", "code", "500"));
        assertThat(credit(birth, life(0, Map.of("host", "a", "code", "500", "zone", "z"))))
                .isEmpty();
    }

    @Test
    void whereAllPairsAreOldATripleIsAsked() {
        SeriesLife birth = life(20, Map.of("host", "a", "peer", "y", "code", "200"));
        assertThat(credit(
                        birth,
                        life(0, Map.of("host", "a", "peer", "y", "code", "500")),
                        life(0, Map.of("host", "a", "peer", "x", "code", "200")),
                        life(0, Map.of("host", "b", "peer", "y", "code", "200"))))
                .containsExactly("code", "host", "peer");
    }

    @Test
    void theShapeOfASampleIsNoPartOfACombination() {
        SeriesLife birth = life(20, Map.of("host", "a", "le", "0.5"));
        assertThat(credit(birth, life(0, Map.of("host", "a", "le", "1.0")), life(0, Map.of("host", "b", "le", "0.5"))))
                .isEmpty();
    }

    /** Empty where nothing is credited. */
    private static List<String> credit(SeriesLife birth, SeriesLife one, SeriesLife... more) {
        List<SeriesLife> lives = new ArrayList<>(List.of(more));
        lives.add(one);
        lives.add(birth);
        return Combinations.credit(List.of(birth), lives, LATE).getOrDefault(birth, List.of());
    }

    private static SeriesLife life(double first, Map<String, String> labels) {
        return new SeriesLife("m", "m", labels, first, 100);
    }
}
