package dev.culprit.report.page;

import dev.culprit.report.data.FleetNull;
import dev.culprit.report.data.FleetNull.TestedContainer;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.data.SimulatedPrior;
import dev.culprit.report.page.ReportPage.Chance;
import dev.culprit.report.page.ReportPage.ChanceBar;
import dev.culprit.report.page.ReportPage.ChanceMark;
import dev.culprit.report.page.ReportPage.ChanceTick;
import dev.culprit.report.page.ReportPage.Place;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What chance makes of this fleet's labels: how many false names are to be expected, and the scores that say so. */
final class ChanceBuilder {
    /** By hand: log-odds that are drawn; what is beyond stands at the edge. */
    private static final double LOW = -8;

    private static final double HIGH = 12;
    /** By hand: bars of half a unit of log-odds. */
    private static final int BARS = 40;
    /** By hand, in pixels. */
    private static final int HEIGHT = 120;

    private ChanceBuilder() {}

    /**
     * {@code Expected false among these 14 by chance: 0.3.}; empty where no label is named, or no null could be made.
     *
     * @param unknown how many labels are named in environments without a null
     */
    static String expected(List<FleetNull> nulls, long unknown) {
        long named = nulls.stream().mapToLong(FleetNull::named).sum();
        if (named == 0) {
            return "";
        }
        String wrong =
                number(nulls.stream().mapToDouble(FleetNull::expectedFalse).sum());
        if (unknown > 0) {
            return " Expected false by chance among the %s of %s: %s; for the others there is no such number."
                    .formatted(
                            Format.count(named, "label", "labels"),
                            nulls.stream()
                                    .map(FleetNull::environment)
                                    .map(DisplayText::name)
                                    .collect(Collectors.joining(" and ")),
                            wrong);
        }
        return named == 1
                ? " Expected false by chance: %s.".formatted(wrong)
                : " Expected false among these %,d by chance: %s.".formatted(named, wrong);
    }

    private static String number(double wrong) {
        return String.format(Locale.ROOT, wrong < 0.095 ? "%.2f" : "%.1f", wrong);
    }

    /** What stands where labels are named without p-values. */
    static String prior(ReportData data) {
        if (FleetNull.namedWithout(data.findings()) == 0) {
            return "";
        }
        String shares = SimulatedPrior.all()
                .map(prior -> "%s if %s".formatted(percent(prior.falseShare()), percent(prior.prevalence())))
                .collect(Collectors.joining(", "));
        return ("For labels that are named without a p-value there were too few pairs of climbing memory and births of"
                        + " unrelated workloads: it takes labels that grow in twenty workloads of the environment. In"
                        + " simulated incidents so many of the labels that are named are innocent: %s of the climbing"
                        + " containers leak by a label.")
                .formatted(shares);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    static List<Chance> drawings(List<FleetNull> nulls) {
        return nulls.stream().map(ChanceBuilder::drawing).toList();
    }

    private static Chance drawing(FleetNull fleet) {
        long[] counts = new long[BARS];
        fleet.scores().forEach(score -> counts[bar(score)]++);
        long most = Math.max(
                1, IntStream.range(0, BARS).mapToLong(i -> counts[i]).max().orElse(1));
        List<ChanceBar> bars = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            if (counts[i] > 0) {
                // The root shows the few that score high beside the many that do not.
                double height = HEIGHT * Math.sqrt((double) counts[i] / most);
                bars.add(new ChanceBar(
                        percentAcross(LOW + i * (HIGH - LOW) / BARS),
                        String.format(Locale.ROOT, "%.2f%%", 100.0 / BARS),
                        String.format(Locale.ROOT, "%.1f", HEIGHT - height),
                        String.format(Locale.ROOT, "%.1f", height),
                        Format.count(counts[i], "pair", "pairs")));
            }
        }
        return new Chance(
                DisplayText.name(fleet.environment()),
                "%s of climbing memory and births of unrelated workloads, %s tested, %s named, expected false by chance: %s"
                        .formatted(
                                Format.count(fleet.pairs(), "pair", "pairs"),
                                Format.count(fleet.tested().size(), "container", "containers"),
                                Format.count(fleet.named(), "label", "labels"),
                                number(fleet.expectedFalse())),
                HEIGHT,
                bars,
                fleet.tested().stream()
                        .filter(tested -> tested.score() != null)
                        .sorted(Comparator.comparing(TestedContainer::container))
                        .map(ChanceBuilder::mark)
                        .toList(),
                IntStream.iterate((int) LOW, tick -> tick <= HIGH, tick -> tick + 4)
                        .mapToObj(tick -> new ChanceTick(percentAcross(tick), Integer.toString(tick)))
                        .toList());
    }

    private static ChanceMark mark(TestedContainer tested) {
        return new ChanceMark(
                percentAcross(tested.score() == null ? LOW : tested.score()),
                tested.named() ? "named" : "other",
                "%s, p = %s".formatted(Place.of(tested.container()), String.format(Locale.ROOT, "%.4f", tested.p())));
    }

    private static int bar(double score) {
        return (int) Math.max(0, Math.min(BARS - 1, Math.floor((score - LOW) / (HIGH - LOW) * BARS)));
    }

    private static String percentAcross(double score) {
        double across = Math.max(0, Math.min(1, (score - LOW) / (HIGH - LOW)));
        return String.format(Locale.ROOT, "%.2f%%", 100 * across);
    }
}
