package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.Evidences.BARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import org.junit.jupiter.api.Test;

/** How high a candidate stands among strangers. */
final class ScoreAmongStrangersTest {
    private static final CandidateEvidence KEPT = new CandidateEvidence(
            BARE.association(), BARE.environments(), BARE.change(), BARE.objects(), BARE.usual(), true);

    /** A stranger's series cost nothing in the memory that they are held against. */
    @Test
    void thatSeriesAreKeptIsNoPartOfTheScore() {
        double score = score(BARE, probability(BARE), DecidedBy.SCORE);
        assertThat(probability(KEPT)).isGreaterThan(probability(BARE) + 0.05);
        assertThat(score(KEPT, probability(KEPT), DecidedBy.SCORE)).isCloseTo(score, within(1e-9));
        assertThat(score(KEPT, 0.95, DecidedBy.ACCOUNT)).isCloseTo(score, within(1e-9));
    }

    @Test
    void whatProcessesRetainCountsWhereItSaysMore() {
        assertThat(score(KEPT, 0.95, DecidedBy.SCORE))
                .isGreaterThan(score(KEPT, probability(KEPT), DecidedBy.SCORE) + 0.1);
    }

    @Test
    void whatCostsTooLittleStandsBelowAll() {
        assertThat(score(KEPT, 0, DecidedBy.COST)).isNegative().isInfinite();
    }

    private static double probability(CandidateEvidence evidence) {
        return Score.probability(evidence, Score.terms(evidence));
    }

    private static double score(CandidateEvidence evidence, double probability, DecidedBy by) {
        return ScoreAmongStrangers.of(new AssessedCandidate(evidence, probability, by, Score.terms(evidence)));
    }
}
