package dev.culprit.scrapes.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CompensatedSumTest {
    private static double sum(Iterable<Double> terms) {
        CompensatedSum sum = new CompensatedSum();
        terms.forEach(sum::add);
        return sum.value();
    }

    @Test
    void theOrderOfTermsDoesNotMatter() {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            List<Double> terms = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                terms.add((random.nextInt(5) == 0 ? -1 : 1) * random.nextDouble() * Math.pow(10, random.nextInt(12)));
            }
            double exact = terms.stream()
                    .map(BigDecimal::new)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .doubleValue();
            assertThat(sum(terms)).isEqualTo(exact);
            Collections.shuffle(terms, random);
            assertThat(sum(terms)).isEqualTo(exact);
        }
    }

    @Test
    void whatIsTooLargeIsInfinite() {
        assertThat(sum(List.of(Double.MAX_VALUE, Double.MAX_VALUE, 1.0))).isInfinite();
        assertThat(sum(List.of(1e100, 1.0, -1e100))).isEqualTo(1.0);
        assertThat(sum(List.of())).isZero();
    }
}
