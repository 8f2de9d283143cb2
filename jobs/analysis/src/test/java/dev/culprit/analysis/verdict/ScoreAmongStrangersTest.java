package dev.culprit.analysis.verdict;

import static dev.culprit.analysis.verdict.Evidences.BARE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import org.junit.jupiter.api.Test;

/** How high a candidate stands among strangers. */
final class ScoreAmongStrangersTest {
    /** A stranger's series cost nothing in the memory that they are held against. */
    @Test
    void thatSeriesAreKeptIsNoPartOfTheScore() {
        CandidateEvidence kept = new CandidateEvidence(
                BARE.association(), BARE.environments(), BARE.change(), BARE.objects(), BARE.usual(), true);
        double score = score(BARE, 0.01, DecidedBy.SCORE);
        assertThat(Score.probability(kept, Score.terms(kept)))
                .isGreaterThan(Score.probability(BARE, Score.terms(BARE)));
        assertThat(score(kept, 0.95, DecidedBy.SCORE)).isEqualTo(score);
        assertThat(score(kept, 0.95, DecidedBy.ACCOUNT)).isEqualTo(score);
        assertThat(score(kept, 0, DecidedBy.COST)).isNegative().isInfinite();
    }

    private static double score(CandidateEvidence evidence, double probability, DecidedBy by) {
        return ScoreAmongStrangers.of(new AssessedCandidate(evidence, probability, by, Score.terms(evidence)));
    }
}
