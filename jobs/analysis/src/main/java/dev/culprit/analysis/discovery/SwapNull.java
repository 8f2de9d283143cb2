package dev.culprit.analysis.discovery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.culprit.analysis.discovery.FleetSample.Pair;
import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.verdict.AssessedCandidate;
import dev.culprit.analysis.verdict.Assessment;
import dev.culprit.analysis.verdict.Assessor;
import dev.culprit.analysis.verdict.WorkloadContainer;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.NullScoreRow;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Scores where no label is guilty, of one environment's own tables: memory that climbs held against the births of unrelated workloads.
 * What workloads share (deploys, the day's traffic) makes such scores higher and p-values larger than they should be; what only a
 * container and its own births share, a hidden cause of both, is in none of them.
 */
public final class SwapNull {
    /** By hand: with fewer workloads whose births can be lent, the pairs are the same few births again and again. */
    static final int FEWEST_LENDERS = 20;
    /** By hand: a few hundred show the course of the scores. */
    static final int USUAL_PAIRS = 300;
    /** By hand: as many as {@link FleetSample} can make of a hundred memories and a hundred births; some ten minutes of one core. */
    static final int MOST_PAIRS = 10_000;
    /** By hand: twice as many pairs as it takes when none of them scores as high, so that one may. */
    private static final double SPARE = 2;

    private SwapNull() {}

    /**
     * The pairs that one environment's null is made of.
     *
     * @param tests containers that are tested
     * @param tooSmall why there is no null; null where there is one, and then there are pairs
     */
    public record Plan(
            String environment,
            int tests,
            List<Pair> pairs,
            @Nullable String tooSmall) {}

    /**
     * @param tested of this environment
     * @param rate of false discoveries that is asked for
     */
    public static Plan plan(FleetSample sample, String environment, List<Tested> tested, double rate) {
        int tests = tested.size();
        int lenders = sample.lenders(environment);
        if (tests == 0 || lenders < FEWEST_LENDERS) {
            return new Plan(
                    environment,
                    tests,
                    List.of(),
                    Format.format(
                            "memory climbs beside growing labels in %d containers, and labels grow in %d workloads of the %d that it takes",
                            tests, lenders, FEWEST_LENDERS));
        }
        long named = tested.stream().filter(Tested::named).count();
        // So many that all that are named pass if no pair scores as high.
        double needed = tests / (rate * Math.max(1, named));
        long wanted = (long) Math.min(MOST_PAIRS, Math.max(USUAL_PAIRS, Math.ceil(SPARE * needed)));
        List<Pair> pairs = sample.pairs(environment).limit(wanted).toList();
        int fewest = (int) Math.ceil(needed) - 1;
        return pairs.size() < fewest
                ? new Plan(
                        environment,
                        tests,
                        List.of(),
                        Format.format(
                                "%d pairs of memory and unrelated births are made at most, and with %d labels named in %d climbing containers it takes %d",
                                pairs.size(), named, tests, fewest))
                : new Plan(environment, tests, pairs, null);
    }

    /** The verdict on memory with foreign births. */
    public static NullScoreRow score(Pair pair, Period period) {
        String environment = pair.memory().container().environment();
        List<ContainerHistory> swapped = Objects.requireNonNull(Swap.of(pair.memory(), pair.births(), environment));
        TreeMap<String, WorkloadContainer> units = new TreeMap<>();
        swapped.stream()
                .collect(groupingBy(history -> history.container().environment(), TreeMap::new, toList()))
                .forEach((name, histories) -> units.put(name, WorkloadContainer.of(histories, period)));
        WorkloadContainer unit = Objects.requireNonNull(units.remove(environment));
        Assessment assessment = Assessor.assess(unit, List.copyOf(units.values()));
        double score = Tested.score(unit, assessment);
        AssessedCandidate likeliest = assessment.candidates().isEmpty()
                ? null
                : assessment.candidates().get(0);
        return new NullScoreRow(
                pair.memory().container(),
                pair.births().container().namespace(),
                pair.births().container().workload(),
                pair.births().container().container(),
                likeliest == null ? List.of() : likeliest.labels(),
                Double.isInfinite(score) ? null : score,
                likeliest == null ? 0 : likeliest.probability(),
                assessment.verdict() == Verdict.LABEL);
    }
}
