package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.WorkloadAnalysis.Placed;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.Grade;
import dev.culprit.analysis.simulation.Grade.Outcome;
import dev.culprit.analysis.simulation.Trial;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One world's part of the scoreboard, in Markdown. */
final class Page {
    /** By hand: likelier than not. */
    private static final double SUSPECTED = 0.5;

    private final List<Case> all;
    private final List<Case> counted;
    private final List<Rule> rules;
    private final StringBuilder text = new StringBuilder();

    private Page(List<Case> cases, List<Rule> rules) {
        this.all = cases;
        this.counted = cases.stream().filter(one -> one.family().counted()).toList();
        this.rules = rules;
    }

    /**
     * @param cases tried, in the order in which families are to stand
     * @param rules tuned on other incidents; none without baselines
     */
    static String of(World world, List<Case> cases, List<Rule> rules) {
        Page page = new Page(cases, rules);
        page.line("## World %s", world.name());
        page.totals();
        page.reported();
        page.families();
        page.confidence();
        page.quantities();
        page.time();
        return page.text.toString();
    }

    private void line(String format, Object... values) {
        text.append(Figures.format(format, values)).append('\n');
    }

    private void heading(String title) {
        line("");
        line("### %s", title);
        line("");
    }

    private void totals() {
        heading("In all");
        line("L and N families only; shares with Wilson's 95 %% interval. A suspect counts from 0.5 on.");
        line("");
        sums(counted);
        List<Grade> decided = decided(counted);
        line("");
        line(
                "Verdicts that decide (not `insufficient-data`): %s. Of these the own word is true: %s.",
                Figures.share(decided.size(), counted.size()),
                Figures.share(decided.stream().filter(Grade::wordIsTrue).count(), decided.size()));
    }

    /** The same table of the families after reports, where they were asked for. */
    private void reported() {
        List<Case> reported =
                all.stream().filter(one -> one.family().reported()).toList();
        if (reported.isEmpty()) {
            return;
        }
        heading("As others have reported it");
        line("W families only.");
        line("");
        sums(reported);
        List<Case> innocent =
                reported.stream().filter(one -> one.truth().guilty().isEmpty()).toList();
        List<Case> priced =
                reported.stream().filter(one -> Price.of(one) != null).toList();
        line("");
        line(
                "- no label is guilty, and the verdict is one of the right ones: %s",
                Figures.share(
                        innocent.stream()
                                .filter(one -> one.trial().grade().outcome() == Outcome.RIGHT)
                                .count(),
                        innocent.size()));
        accused(
                "series that cost 40 to 90 bytes, of an application that leaks what they would cost (A)",
                reported,
                Family::leaksBesideCheapSeries);
        accused(
                "series that cost their price, of an application that leaks at least twice as much (M)",
                reported,
                Family::leaksBesidePricedSeries);
        line(
                "- bytes per series as near to the truth as the answer asks (30 %%), of labels rightly named: %s",
                Figures.share(priced.stream().filter(Page::isPriceRight).count(), priced.size()));
    }

    private void accused(String beside, List<Case> cases, Predicate<Family> of) {
        List<Case> kind = cases.stream().filter(one -> of.test(one.family())).toList();
        line(
                "- accused beside %s: %s",
                beside,
                Figures.share(
                        kind.stream()
                                .filter(one -> one.trial().grade().outcome() == Outcome.ACCUSED)
                                .count(),
                        kind.size()));
    }

    private void sums(List<Case> cases) {
        line(
                "| | tuned for | accuses where | a label is guilty: named | another named | none is guilty: accused | named, or the"
                        + " first suspect |");
        line("| --- | --- | --- | --- | --- | --- | --- |");
        method("**the method**", cases);
        method(
                "the method, single replicas",
                cases.stream().filter(Page::isAlone).toList());
        method(
                "the method, several replicas",
                cases.stream().filter(one -> !isAlone(one)).toList());
        for (Rule rule : rules) {
            total(
                    Figures.format(
                            "%s | %s | memory %s, at least %.3g",
                            rule.ranking().description(),
                            rule.aim().words(),
                            rule.leaksOnly() ? "leaks" : "grows",
                            rule.threshold()),
                    cases,
                    rule::on,
                    "");
        }
    }

    private void method(String who, List<Case> cases) {
        List<Case> guilty =
                cases.stream().filter(one -> !one.truth().guilty().isEmpty()).toList();
        total(
                who + " | |",
                cases,
                one -> one.trial().grade().outcome(),
                Figures.share(guilty.stream().filter(Page::isNamedOrSuspected).count(), guilty.size()));
    }

    private static boolean isNamedOrSuspected(Case one) {
        Grade grade = one.trial().grade();
        return grade.outcome() == Outcome.RIGHT || grade.suspected() >= SUSPECTED;
    }

    private static boolean isPriceRight(Case one) {
        return Price.of(one).within(one.truth().answer().within());
    }

    private static boolean isAlone(Case one) {
        return one.replicas() == 1;
    }

    private void total(String who, List<Case> cases, Function<Case, Outcome> outcome, String suspected) {
        Tally tally = new Tally();
        cases.forEach(one -> tally.add(one.truth(), outcome.apply(one)));
        line(
                "| %s | %s | %s | %s | %s |",
                who,
                Figures.share(tally.named(), tally.guilty()),
                Figures.share(tally.count(Outcome.WRONG_LABEL), tally.guilty()),
                Figures.share(tally.count(Outcome.ACCUSED), tally.innocent()),
                suspected);
    }

    private void families() {
        heading("By family");
        line(
                "Undecided (`insufficient-data`) are among the right and the missed as well. \"Word true\": of the verdicts that");
        line(
                "decide, those whose own word holds: `no-label` only on a leak without a guilty label, `steady` and `watch` only");
        line(
                "without a leak. H families are not in any total. Of W families several verdicts may be right, and any other is missed");
        line("or false. \"Alone\": single replicas among n, and how many of them are right.");
        line("");
        line(
                "| family | n | right | missed | wrong label | accused | undecided | word true | alone |%s",
                rankings(" %s |"));
        line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |%s", rankings(" ---: |"));
        for (Map.Entry<Family, List<Case>> entry : byFamily().entrySet()) {
            family(entry.getKey(), entry.getValue());
        }
        if (!rules.isEmpty()) {
            line("");
            line("Last columns: share right by each ranking, tuned for balance.");
        }
    }

    private String rankings(String format) {
        return balanced()
                .map(rule -> Figures.format(format, rule.ranking().word()))
                .collect(Collectors.joining());
    }

    private Stream<Rule> balanced() {
        return rules.stream().filter(rule -> rule.aim() == Rule.Aim.BALANCED);
    }

    private Map<Family, List<Case>> byFamily() {
        return all.stream().collect(Collectors.groupingBy(Case::family, TreeMap::new, Collectors.toList()));
    }

    private void family(Family family, List<Case> cases) {
        Tally tally = new Tally();
        cases.forEach(one -> tally.add(one.truth(), one.trial().grade().outcome()));
        List<Grade> decided = decided(cases);
        List<Case> alone = cases.stream().filter(Page::isAlone).toList();
        long aloneRight = alone.stream()
                .filter(one -> one.trial().grade().outcome() == Outcome.RIGHT)
                .count();
        long isTrue = decided.stream().filter(Grade::wordIsTrue).count();
        String others = balanced()
                .map(rule -> Figures.format(
                        " %.0f %% |",
                        100.0
                                * cases.stream()
                                        .filter(one -> rule.on(one) == Outcome.RIGHT)
                                        .count()
                                / cases.size()))
                .collect(Collectors.joining());
        line(
                "| %s %s | %d | %d | %d | %d | %d | %d | %s | %s |%s",
                family.name(),
                family.description(),
                cases.size(),
                tally.count(Outcome.RIGHT),
                tally.count(Outcome.MISSED),
                tally.count(Outcome.WRONG_LABEL),
                tally.count(Outcome.ACCUSED),
                cases.size() - decided.size(),
                decided.isEmpty() ? "-" : isTrue + "/" + decided.size(),
                alone.isEmpty() ? "-" : aloneRight + "/" + alone.size(),
                others);
    }

    private static List<Grade> decided(List<Case> cases) {
        return cases.stream()
                .map(one -> one.trial().grade())
                .filter(grade -> grade.tried().verdict() != Verdict.INSUFFICIENT_DATA)
                .toList();
    }

    private void confidence() {
        heading("Confidence");
        Reliability every = new Reliability();
        decided(counted).forEach(grade -> every.add(grade.tried().confidence(), grade.wordIsTrue()));
        Reliability labels = new Reliability();
        for (Case one : counted) {
            for (Placed<Finding> placed : one.trial().findings()) {
                if (placed.row().verdict() == Verdict.LABEL) {
                    labels.add(
                            placed.row().confidence(),
                            Grade.accusations(placed).stream()
                                    .allMatch(accusation -> Grade.isTrue(accusation, one.truth())));
                }
            }
        }
        line(
                "By tenths: how often a verdict is given with this confidence, the mean of it, and the share of them that is");
        line("true. On the container on trial every verdict that decides; then `label` alone, on whatever container.");
        line("");
        line("| confidence | n | mean | true | `label`: n | mean | true |");
        line("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (int tenth = 0; tenth < 10; tenth++) {
            line("| %.1f-%.1f |%s%s", tenth / 10.0, (tenth + 1) / 10.0, every.cells(tenth), labels.cells(tenth));
        }
        line("");
        line(
                "Calibration error %.3f and %.3f, Brier score %.3f and %.3f.",
                every.calibrationError(), labels.calibrationError(), every.brier(), labels.brier());
    }

    private void quantities() {
        heading("Slopes, prices, lifetimes");
        List<Trial> leaks = counted.stream()
                .filter(one -> one.truth().leaks())
                .map(Case::trial)
                .filter(trial -> trial.grade().tried().memory() != null)
                .filter(trial -> trial.grade().tried().verdict() == Verdict.LABEL
                        || trial.grade().tried().verdict() == Verdict.NO_LABEL)
                .toList();
        List<Price> prices =
                counted.stream().map(Price::of).filter(Objects::nonNull).toList();
        line("| ratio to the truth | 5 %% | 25 %% | 50 %% | 75 %% | 95 %% |");
        line("| --- | ---: | ---: | ---: | ---: | ---: |");
        line(
                "| slope of a leak, `label` and `no-label` | %s |",
                Figures.quantiles(
                        leaks.stream()
                                .map(trial -> trial.grade().tried().memory().slopeBytesPerHour()
                                        / trial.grade().truth().slope())
                                .toList(),
                        "%.2f"));
        line(
                "| bytes per series of labels rightly named | %s |",
                Figures.quantiles(prices.stream().map(Price::ratio).toList(), "%.2f"));
        line("");
        line(
                "- slope within its 95 %% interval: %s",
                Figures.share(leaks.stream().filter(Page::covered).count(), leaks.size()));
        line(
                "- bytes per series within their 95 %% interval: %s",
                Figures.share(prices.stream().filter(Price::covered).count(), prices.size()));
        line(
                "- bytes per series within 20 %% of the truth: %s",
                Figures.share(prices.stream().filter(price -> price.within(0.2)).count(), prices.size()));
        line(
                "- incidents whose lifetimes were all found, and no more: %s",
                Figures.share(
                        counted.stream()
                                .map(Case::trial)
                                .filter(trial -> trial.lifetimes() == trial.trueLifetimes())
                                .count(),
                        counted.size()));
    }

    private static boolean covered(Trial trial) {
        Finding.MemoryTrend memory = trial.grade().tried().memory();
        double slope = trial.grade().truth().slope();
        return memory.low() <= slope && slope <= memory.high();
    }

    private void time() {
        heading("Time");
        line(
                "Seconds of processor time for an incident, all containers of three environments; the only figures of this page");
        line("that differ from run to run.");
        line("");
        line("| | 5 %% | 25 %% | 50 %% | 75 %% | 95 %% |");
        line("| --- | ---: | ---: | ---: | ---: | ---: |");
        List<Trial> trials = new ArrayList<>();
        all.forEach(one -> trials.add(one.trial()));
        line(
                "| rows to histories | %s |",
                Figures.quantiles(trials.stream().map(Trial::condensing).toList(), "%.3f"));
        line(
                "| histories to findings | %s |",
                Figures.quantiles(trials.stream().map(Trial::judging).toList(), "%.3f"));
        line("");
    }
}
