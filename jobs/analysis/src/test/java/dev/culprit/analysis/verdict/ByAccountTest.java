package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.EnvironmentContrast;
import dev.culprit.analysis.evidence.UsualPrice;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import dev.culprit.model.finding.Finding.Interval;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Labels that a regression leaves nothing of the growth, though their births alone explain it. */
final class ByAccountTest {
    private static final double USUAL = UsualPrice.ONE_NUMBER.bytes();

    @Test
    void whereTimeAndBirthsFitAlikeThePriceDecides() {
        AssessedCandidate cheap = weighed(candidate("host", USUAL / 3, 1, true), 0);
        assertThat(cheap.decidedBy()).isEqualTo(DecidedBy.ACCOUNT);
        assertThat(cheap.probability()).isGreaterThan(0.9).isLessThanOrEqualTo(Score.MOST_WITHOUT_CONTRAST);
        assertThat(weighed(candidate("host", 4 * USUAL, 1, true), 0).probability())
                .isLessThan(weighed(candidate("host", USUAL, 1, true), 0).probability())
                .isLessThan(0.7);
    }

    @Test
    void itsPriceIsThatOfAllOrOfHalfOfTheGrowth() {
        assertThat(weighed(candidate("host", USUAL, 1, true), 0).price())
                .isEqualTo(new Interval(USUAL, USUAL / 2, USUAL));
    }

    @Test
    void itsSentencesSayNoMoreThanIsKnown() {
        AssessedCandidate host = weighed(candidate("host", USUAL / 4, 1, true), 0);
        assertThat(new PriceEvidence().ofNamed(host, Containers.LEAKING).get(0).text())
                .isEqualTo(
                        "A series would cost 190 bytes as all of the growth, and 95 bytes as half of it; 760 bytes is usual, and two"
                                + " thirds of what was measured lies within a factor of 3 of that. Beside a cause that carries more than"
                                + " they do, they would cost less than that half, as with 3 % of clients.");
        assertThat(new ShareEvidence().ofNamed(host, Containers.LEAKING).get(0).text())
                .isEqualTo(
                        "Births of host explain memory no worse than time and traffic do, so a regression leaves it open what part of"
                                + " the growth they carry; alone they explain 100 % of it.");
    }

    @Test
    void itAsksKindsOfEvidenceThatThereAre() {
        assertThat(EvidenceKinds.ALL.stream().map(EvidenceKind::name)).containsAll(ByAccount.KINDS);
    }

    @Test
    void aFitThatIsWorseThanTimeSpeaksAgainstIt() {
        assertThat(weighed(candidate("host", USUAL / 3, 1, true), 2).probability())
                .isLessThan(weighed(candidate("host", USUAL / 3, 1, true), -2).probability() - 0.1);
    }

    @Test
    void whoCannotBeMostOfTheGrowthIsLeftToTheRegression() {
        assertThat(weighed(candidate("host", USUAL / 3, 0.4, true), 0).decidedBy())
                .isEqualTo(DecidedBy.COST);
    }

    @Test
    void whatMayBeFreedOrIsNotTheContainersOwnIsLeftToTheRegression() {
        assertThat(weighed(candidate("host", USUAL / 3, 1, false), 0).decidedBy())
                .isEqualTo(DecidedBy.COST);
    }

    @Test
    void anAccountDoesNotChooseBetweenTwo() {
        List<AssessedCandidate> two =
                List.of(candidate("host", USUAL / 3, 1, true), candidate("path", USUAL / 2, 0.5, true));
        assertThat(ByAccount.weighed(two, births(0), candidate -> false)).isEqualTo(two);
        assertThat(ByAccount.weighed(
                                two, births(0), candidate -> candidate.labels().contains("path"))
                        .get(0)
                        .decidedBy())
                .isEqualTo(DecidedBy.ACCOUNT);
    }

    @Test
    void birthsOfAnotherGroupAreNotItsAccount() {
        AssessedCandidate host = candidate("host", USUAL / 3, 1, true);
        BirthsAccount ofPath =
                new BirthsAccount(List.of("path"), 1000, USUAL / 3, USUAL / 2, 0, 0, 1e6, UsualPrice.ONE_NUMBER);
        assertThat(ByAccount.weighed(List.of(host), ofPath, candidate -> false)).containsExactly(host);
    }

    /** What divides growth by births must know the growth, and whose series they are. */
    @Test
    void onlyOwnSeriesInMemoryThatSurelyLeaksAreKept() {
        WorkloadContainer unit = Containers.COSTLY;
        assertThat(kept(unit)).isTrue();
        assertThat(kept(growing(unit, growth -> growth.atMost(0.89)))).isFalse();
        double slope = unit.growth().slope().estimate();
        assertThat(kept(growing(unit, growth -> sloping(growth, new Interval(slope, 0.51 * slope, 2 * slope)))))
                .isTrue();
        assertThat(kept(growing(unit, growth -> sloping(growth, new Interval(slope, 0.49 * slope, 2 * slope)))))
                .isFalse();
        assertThat(kept(Containers.scrapedWithProxy(Containers.costly("shop-0", 1), Containers.costly("shop-1", 2))))
                .isFalse();
    }

    private static boolean kept(WorkloadContainer unit) {
        return Assessor.evidence(unit, unit.associations().get(0), List.of(), null)
                .kept();
    }

    private static WorkloadContainer growing(WorkloadContainer unit, UnaryOperator<MemoryGrowth> other) {
        return Containers.asking(
                unit,
                question -> new Question(
                        question.panel(),
                        other.apply(question.growth()),
                        question.climbing(),
                        question.inside(),
                        question.births(),
                        question.things()));
    }

    private static MemoryGrowth sloping(MemoryGrowth growth, Interval slope) {
        return new MemoryGrowth(
                growth.shape(),
                growth.rise(),
                growth.hours(),
                growth.level(),
                growth.threshold(),
                slope,
                growth.leak(),
                growth.course(),
                growth.slopes());
    }

    private static AssessedCandidate weighed(AssessedCandidate candidate, double behind) {
        return ByAccount.weighed(List.of(candidate), births(behind), each -> false)
                .get(0);
    }

    private static BirthsAccount births(double behind) {
        return new BirthsAccount(List.of(), 1000, USUAL / 3, USUAL / 2, behind, 0, 1e6, UsualPrice.ONE_NUMBER);
    }

    /** One that costs nothing beside time. */
    private static AssessedCandidate candidate(String label, double alone, double explained, boolean kept) {
        CandidateEvidence evidence = new CandidateEvidence(
                new Association(
                        new Candidate(new Group(List.of(label), 2000), 2000, 100, 0.33, 24, 12),
                        new Association.Price(0, 0, 100, alone, 0),
                        new Association.Share(0, 0, 0, 0, explained),
                        -1,
                        new Association.Controls(null, null, null),
                        false,
                        1,
                        0.5),
                new EnvironmentContrast(0, 0, 0, List.of()),
                null,
                null,
                UsualPrice.ONE_NUMBER,
                kept);
        return new AssessedCandidate(evidence, 0, DecidedBy.COST, Score.terms(evidence));
    }
}
