package dev.culprit.analysis.verdict;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.births.Candidates.Candidate;
import dev.culprit.analysis.evidence.Association;
import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.verdict.AssessedCandidate.DecidedBy;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** Whom a finding that proves nothing would look at first. */
public final class Suspects {
    /** By hand: who looks at more than three labels might as well look at all. */
    private static final int MOST = 3;

    /**
     * By hand: a score is never exactly 0, so it takes a bound to rule anybody out. A label with less than this probability is
     * kept where the fit leaves it more than this share of the growth, as whoever doubts the verdict would begin there.
     */
    private static final double RULED_OUT = 0.05;

    private Suspects() {}

    /**
     * The likeliest first. Where nothing could be weighed and the verdict is {@code insufficient-data}, the label groups that
     * grow: they are what more data would be held against.
     */
    public static List<Suspect> of(WorkloadContainer unit, Assessment assessment) {
        if (assessment.verdict() == Verdict.LABEL) {
            return List.of();
        }
        boolean onlyGrowing = assessment.candidates().isEmpty() && assessment.verdict() == Verdict.INSUFFICIENT_DATA;
        Stream<Suspect> suspects = onlyGrowing
                ? unit.growing().stream().map(Suspects::growing)
                : assessment.candidates().stream()
                        .map(candidate -> weighed(unit, candidate, assessment.verdict() == Verdict.INSUFFICIENT_DATA))
                        .filter(Suspects::isLeft);
        return suspects.limit(MOST).toList();
    }

    /** Of candidates that were weighed, as if none were named. */
    public static List<Suspect> among(WorkloadContainer unit, List<AssessedCandidate> candidates) {
        return candidates.stream()
                .map(candidate -> weighed(unit, candidate, true))
                .filter(Suspects::isLeft)
                .limit(MOST)
                .toList();
    }

    private static boolean isLeft(Suspect suspect) {
        return suspect.probability() >= RULED_OUT || suspect.share() > RULED_OUT;
    }

    private static Suspect weighed(WorkloadContainer unit, AssessedCandidate candidate, boolean undecided) {
        boolean open = candidate.decidedBy() == DecidedBy.TIME || candidate.decidedBy() == DecidedBy.ACCOUNT;
        Association telling = telling(unit, candidate);
        return new Suspect(
                candidate.labels(),
                candidate.probability(),
                candidate.association().candidate().birthsPerHour(),
                price(unit, candidate, telling),
                open
                        ? candidate.association().share().explained()
                        : telling.share().estimate(),
                // What memory does not tell from time has no price that a change could be held against.
                undecided && candidate.decidedBy() != DecidedBy.TIME ? Experiments.of(unit, candidate) : null);
    }

    /** What the processes retain, where that is why it is suspected and the container's memory tells nothing of it. */
    private static Association telling(WorkloadContainer unit, AssessedCandidate candidate) {
        Association outside = candidate.association();
        Association inside = unit.inside() == null ? null : unit.inside().of(outside.candidate());
        return inside != null
                        && candidate.probability() >= Score.UNDECIDED
                        && outside.share().estimate() <= RULED_OUT
                        && inside.share().estimate() > RULED_OUT
                ? inside
                : outside;
    }

    private static Interval price(WorkloadContainer unit, AssessedCandidate candidate, Association telling) {
        if (candidate.decidedBy() == DecidedBy.TIME) {
            return alone(unit, candidate);
        }
        Association.Price price = telling.price();
        return candidate.decidedBy() == DecidedBy.ACCOUNT
                ? candidate.price()
                : new Interval(price.bytesPerSeries(), price.low(), price.high());
    }

    /** What its series cost if they are the growth. */
    private static Interval alone(WorkloadContainer unit, AssessedCandidate candidate) {
        BirthsAccount births = requireNonNull(unit.question().births());
        double price = candidate.association().price().alone();
        double half = births.mostPerSeries() - births.bytesPerSeries();
        return new Interval(price, Math.max(0, price - half), price + half);
    }

    private static Suspect growing(Candidate candidate) {
        return new Suspect(candidate.group().labels(), 0, candidate.birthsPerHour(), null, 0);
    }
}
