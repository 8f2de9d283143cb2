package dev.culprit.prometheus.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import org.junit.jupiter.api.Test;

final class QueryCostTest {
    @Test
    void aRunEndsBeforeTheQuestionThatWouldExceedIt() {
        QueryCost cost = new QueryCost("prod", 1000L);
        cost.answer(600, 10);
        cost.spend(400);
        assertThatThrownBy(() -> cost.spend(401))
                .isInstanceOf(CulpritException.class)
                .hasMessage("environment prod: 600 samples were read and 401 more are needed, above max-samples 1,000:"
                        + " raise it, choose a shorter period, or give matchers");
    }

    /** What it is exceeded by are the questions under way: docs/sources/promql.md. */
    @Test
    void questionsUnderWayAreAnsweredAndNoOtherIsAsked() {
        QueryCost cost = new QueryCost("prod", 1000L);
        cost.spend(700);
        cost.spend(700);
        cost.answer(700, 10);
        cost.read(700);
        assertThat(cost.samples()).isEqualTo(1400);
        assertThatThrownBy(() -> cost.spend(0)).isInstanceOf(CulpritException.class);
    }

    @Test
    void withoutALimitAnythingMayBeAsked() {
        QueryCost cost = new QueryCost("prod", null);
        cost.answer(Long.MAX_VALUE / 2, 10);
        cost.spend(Long.MAX_VALUE / 2);
        assertThat(cost.samples()).isEqualTo(Long.MAX_VALUE / 2);
    }
}
