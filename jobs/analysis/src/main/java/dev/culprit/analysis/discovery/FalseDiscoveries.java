package dev.culprit.analysis.discovery;

import dev.culprit.analysis.evidence.Format;
import dev.culprit.analysis.statistics.BenjaminiHochberg;
import dev.culprit.analysis.statistics.ConformalPValue;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What one environment's null makes of its findings: a p-value for each container that was tested, and of the labels that are named only
 * those that Benjamini and Hochberg's procedure keeps at the rate. The others are suspects, and their findings say why. A label must be
 * kept twice: beside this fleet's exchanged births, and beside simulated innocents, as a hidden cause of both births and growth is in no
 * exchange. The finding's p-value is the larger one.
 */
public final class FalseDiscoveries {
    /** As in report.json and the table {@code findings}. */
    public static final String KIND = "swap-null";

    private final ConformalPValue chance;
    private final SimulatedInnocents innocents;
    private final Map<ReplicatedContainer, Tested> tested = new TreeMap<>();
    private final double rate;
    private final double chanceThreshold;
    private final double innocentThreshold;

    /**
     * @param tested all that were tested in this environment
     * @param scores of the null
     * @param rate of false discoveries among the labels that are named
     */
    public FalseDiscoveries(List<Tested> tested, double[] scores, double rate) {
        this(tested, scores, SimulatedInnocents.STORED, rate);
    }

    FalseDiscoveries(List<Tested> tested, double[] scores, SimulatedInnocents innocents, double rate) {
        this.chance = new ConformalPValue(scores);
        this.innocents = innocents;
        tested.forEach(each -> this.tested.put(each.container(), each));
        this.rate = rate;
        this.chanceThreshold = threshold(each -> chance.of(each.score()));
        this.innocentThreshold = threshold(each -> innocents.pValue(each.score()));
    }

    private double threshold(ToDoubleFunction<Tested> pValue) {
        return BenjaminiHochberg.threshold(
                tested.values().stream()
                        .filter(Tested::named)
                        .mapToDouble(pValue)
                        .toArray(),
                tested.size(),
                rate);
    }

    /** Whether a label is named for this container, and chance may as well have made it look guilty. */
    public boolean withholds(ReplicatedContainer container) {
        Tested test = tested.get(container);
        return test != null
                && test.named()
                && (chance.of(test.score()) > chanceThreshold || innocents.pValue(test.score()) > innocentThreshold);
    }

    public Finding judged(Finding finding) {
        Tested test = tested.get(finding.container());
        if (test == null) {
            return finding;
        }
        double p = pValue(test);
        List<Evidence> evidence = new ArrayList<>(finding.evidence());
        evidence.add(evidence(test, p));
        Finding known = finding.with(p, evidence);
        return withholds(finding.container()) ? withheld(known, test, p) : known;
    }

    private double pValue(Tested test) {
        return Math.max(chance.of(test.score()), innocents.pValue(test.score()));
    }

    private Finding withheld(Finding finding, Tested test, double p) {
        String missing = Format.format(
                "what sets it apart from chance: %s of %d pairs of climbing memory and unrelated births, and %d of %d"
                        + " simulated innocents, score as high as %s (p = %s), and among %d climbing containers that is too many for at most"
                        + " %.0f %% false names",
                chance.atLeast(test.score()) == 0 ? "none" : Format.format("%d", chance.atLeast(test.score())),
                chance.count(),
                innocents.atLeast(test.score()),
                innocents.count(),
                finding.culprits().isEmpty()
                        ? "it does"
                        : String.join(", ", finding.culprits().get(0).labels()),
                text(p),
                tested.size(),
                100 * rate);
        return finding.undecided(
                Stream.concat(Stream.of(missing), finding.missing().stream()).toList(), test.suspects());
    }

    private Evidence evidence(Tested test, double p) {
        int asHigh = chance.atLeast(test.score());
        int innocent = innocents.atLeast(test.score());
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("p", p),
                new Figure("pairs", chance.count()),
                new Figure("as_high", asHigh),
                new Figure("simulated_innocents", innocents.count()),
                new Figure("simulated_as_high", innocent)));
        if (Double.isFinite(test.score())) {
            figures.add(new Figure("score", test.score()));
        }
        return new Evidence(
                KIND,
                Format.format(
                        "Of %d pairs of climbing memory and births of unrelated workloads here, %s as high, of %d simulated innocents %s"
                                + " (p = %s).",
                        chance.count(),
                        asHigh == 0 ? "none scores" : asHigh == 1 ? "one scores" : Format.format("%d score", asHigh),
                        innocents.count(),
                        innocent == 0 ? "none" : Format.format("%d", innocent),
                        text(p)),
                List.copyOf(figures));
    }

    private static String text(double p) {
        return Format.format(p < 0.01 ? "%.4f" : "%.2f", p);
    }
}
