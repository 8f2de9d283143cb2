package dev.culprit.report.page;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Elsewhere;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.Intervention;
import dev.culprit.model.finding.Finding.Intervention.Dating;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.chart.BirthScatter;
import dev.culprit.report.chart.BirthsAgainstGrowth;
import dev.culprit.report.chart.ContainerLines;
import dev.culprit.report.chart.SvgChartBuilder;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Forecast;
import dev.culprit.report.page.ReportPage.AcrossEnvironments;
import dev.culprit.report.page.ReportPage.Argument;
import dev.culprit.report.page.ReportPage.Badge;
import dev.culprit.report.page.ReportPage.ChangeNote;
import dev.culprit.report.page.ReportPage.Counterpart;
import dev.culprit.report.page.ReportPage.Drawing;
import dev.culprit.report.page.ReportPage.Fact;
import dev.culprit.report.page.ReportPage.NamedGroup;
import dev.culprit.report.page.ReportPage.Outlook;
import dev.culprit.report.page.ReportPage.Place;
import dev.culprit.report.page.ReportPage.Reason;
import dev.culprit.report.page.ReportPage.Section;
import dev.culprit.report.remedy.NextSteps;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.report.remedy.Remedy;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the part of the page that one finding has. */
final class SectionBuilder {
    /** By hand: enough to recognise what the values are. */
    private static final int EXAMPLES = 5;

    /**
     * By hand: births of a process's first hour are inventory, whatever had begun before, and the first that count may take two
     * hours more to come.
     */
    private static final Duration FIRST_SIGHT = Duration.ofHours(3);

    private final ReportData data;
    private final Remedies remedies;
    private final List<LinkTemplate> links;
    private final ContainerFinding found;
    private final ReplicatedContainer container;
    private final Finding finding;
    private final String anchor;

    SectionBuilder(
            ReportData data, Remedies remedies, List<LinkTemplate> links, ContainerFinding found, String anchor) {
        this.data = data;
        this.remedies = remedies;
        this.links = links;
        this.found = found;
        this.container = found.container();
        this.finding = found.finding();
        this.anchor = anchor;
    }

    Section detailed() {
        List<ContainerFinding> counterparts = data.counterparts(container);
        List<ReplicatedContainer> compared = Stream.concat(Stream.of(found), counterparts.stream())
                .map(ContainerFinding::container)
                .toList();
        return section(
                drawing(compared, SvgChartBuilder.Size.WHOLE, BirthsAgainstGrowth.draw(data, compared)),
                new AcrossEnvironments(counterparts(counterparts), BirthBars.groups(data, compared)));
    }

    /** @param drawn whether memory and series are drawn, in small */
    Section compact(boolean drawn) {
        return section(
                drawn
                        ? drawing(List.of(container), SvgChartBuilder.Size.SMALL, null)
                        : new Drawing(null, null, undrawn(false)),
                new AcrossEnvironments(List.of(), List.of()));
    }

    private Section section(Drawing drawing, AcrossEnvironments across) {
        Forecast forecast = data.forecast(container);
        return new Section(
                anchor,
                Badge.of(finding.verdict()),
                Place.of(container),
                LeadSentence.of(found),
                new Outlook(
                        ChangeNote.of(data.change(container)),
                        forecast == null ? "" : DisplayText.sentence(forecast.sentence())),
                facts(),
                drawing,
                across,
                finding.culprits().stream().map(this::namedGroup).toList(),
                new SuspectBuilder(data, remedies).of(found),
                new SoFarBuilder(data).of(found),
                new Argument(
                        finding.evidence().stream().map(SectionBuilder::reason).toList(),
                        finding.refutedBy().stream().map(DisplayText::sentence).toList(),
                        finding.missing().stream().map(DisplayText::sentence).toList()),
                NextSteps.of(remedies, data, found),
                LinkTemplate.of(links, finding));
    }

    private static Reason reason(Evidence evidence) {
        return new Reason(
                DisplayText.name(evidence.kind()).replace('-', ' '),
                DisplayText.sentence(evidence.text()),
                evidence.figures().stream().map(FigureText::of).toList());
    }

    private Drawing drawing(
            List<ReplicatedContainer> compared, SvgChartBuilder.Size size, @Nullable BirthScatter scatter) {
        ContainerLines lines = new ContainerLines(data, container);
        return new Drawing(
                lines.hasMemory() || lines.hasSeries() ? new SvgChartBuilder(data, compared).draw(size) : null,
                scatter,
                undrawn(true));
    }

    private List<String> undrawn(boolean drawn) {
        ContainerLines lines = new ContainerLines(data, container);
        List<String> reasons = new ArrayList<>();
        if (!lines.hasMemory()) {
            reasons.add("No memory to draw: there is no reading of this container in the period.");
        }
        if (!lines.hasSeries()) {
            reasons.add("No series to draw: there is no readable scrape of this container in the period.");
        }
        if (!drawn && reasons.size() < 2) {
            reasons.add("Not drawn: only the first of these containers are.");
        }
        return reasons;
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        MemoryTrend memory = finding.memory();
        if (memory != null) {
            facts.add(new Fact(
                    "Growth of memory",
                    Format.megabytesPerHour(memory.slopeBytesPerHour()) + " MB/h",
                    "%s to %s, per replica; %s%s"
                            .formatted(
                                    Format.megabytesPerHour(memory.low()),
                                    Format.megabytesPerHour(memory.high()),
                                    Format.count(memory.lifetimes(), "lifetime", "lifetimes"),
                                    average(memory.shape()))));
        }
        Double series = data.seriesPerHour(found);
        if (series != null) {
            facts.add(new Fact(
                    "New series",
                    Format.perHour(series) + " /h",
                    "births of %s, per replica"
                            .formatted(finding.culprits().isEmpty() ? "all labels" : "these labels")));
        }
        finding.culprits().stream().limit(1).forEach(culprit -> {
            Interval each = culprit.bytesPerSeries();
            if (each != null) {
                facts.add(new Fact(
                        "Each costs",
                        Format.bytes(each.estimate()),
                        Format.bytes(each.low()) + " to " + Format.bytes(each.high())));
            }
            facts.add(since(culprit));
        });
        Forecast forecast = data.forecast(container);
        if (forecast != null) {
            facts.add(new Fact(
                    "Limit reached",
                    forecast.moment(),
                    "%s after the last reading".formatted(Format.duration(forecast.hoursToLimit()))));
        }
        facts.add(
                found.decided()
                        ? new Fact("Confidence", Format.percent(finding.confidence()), "in the verdict")
                        : new Fact("Confidence", Format.UNDECIDED, ""));
        return facts;
    }

    /** What a slope over whole lifetimes is worth that have stopped to grow. */
    private static String average(Shape shape) {
        return switch (shape) {
            case PLATEAU -> ", on average over all of them: it rose and then stood";
            case EBB_AND_FLOW -> ", on average over all of them: it comes back";
            case LEAK, FLAT, SHORT -> "";
        };
    }

    /**
     * A beginning that was dated, or the first new value that counts. What grows as soon as it can be seen began nobody knows
     * when: the first scrape is no onset.
     */
    private Fact since(Culprit culprit) {
        Instant first = data.measurements(container).firstScrape();
        Optional<Dating> dated = Optional.ofNullable(finding.interventions()).stream()
                .flatMap(List::stream)
                .filter(change -> change.kind().equals(Intervention.BIRTHS_STARTED)
                        && change.labels().stream().anyMatch(culprit.labels()::contains))
                .map(Intervention::at)
                .findFirst();
        if (dated.isPresent()) {
            return new Fact(
                    "Growing since",
                    Format.shortTime(dated.get().moment()),
                    "UTC, between %s and %s"
                            .formatted(
                                    Format.shortTime(dated.get().earliest()),
                                    Format.shortTime(dated.get().latest())));
        }
        return first != null && culprit.since().isBefore(first.plus(FIRST_SIGHT))
                ? new Fact("Growing since", "before the data began", "first scrape " + Format.shortTime(first) + " UTC")
                : new Fact("First new value", Format.shortTime(culprit.since()), "UTC");
    }

    /** Environments that the finding compares itself with, and those that have a finding of their own. */
    private List<Counterpart> counterparts(List<ContainerFinding> known) {
        Map<String, ContainerFinding> byEnvironment = known.stream()
                .collect(Collectors.toMap(other -> other.container().environment(), other -> other));
        Map<String, Elsewhere> compared = finding.environments().stream()
                .filter(elsewhere -> !elsewhere.environment().equals(container.environment()))
                .collect(Collectors.toMap(Elsewhere::environment, elsewhere -> elsewhere, (first, same) -> first));
        return Stream.concat(byEnvironment.keySet().stream(), compared.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(environment -> counterpart(
                        environment, byEnvironment.get(environment), Optional.ofNullable(compared.get(environment))))
                .toList();
    }

    private Counterpart counterpart(
            String environment, @Nullable ContainerFinding other, Optional<Elsewhere> compared) {
        Verdict verdict = other == null
                ? compared.orElseThrow().verdict()
                : other.finding().verdict();
        List<String> figures = new ArrayList<>();
        Double slope = other == null || other.finding().memory() == null
                ? compared.map(Elsewhere::slopeBytesPerHour).orElse(null)
                : (Double) other.finding().memory().slopeBytesPerHour();
        if (slope != null) {
            figures.add(Format.megabytesPerHour(slope) + " MB/h");
        }
        Double series = compared.map(Elsewhere::seriesPerHour).orElse(other == null ? null : data.seriesPerHour(other));
        if (series != null) {
            boolean ofLabels = compared.isPresent() && !finding.culprits().isEmpty();
            figures.add(Format.perHour(series) + " new series/h" + (ofLabels ? " by these labels" : ""));
        }
        return new Counterpart(DisplayText.name(environment), Badge.of(verdict), String.join(", ", figures));
    }

    private NamedGroup namedGroup(Culprit culprit) {
        Remedy remedy = remedies.remedyFor(container, culprit);
        List<Fact> values = new ArrayList<>();
        values.add(new Fact("New values", Format.perHour(culprit.valuesPerHour()) + " /h", "per replica"));
        mostNewValues(culprit)
                .ifPresent(most -> values.add(new Fact("In one lifetime", Format.number((double) most), "at most")));
        values.add(new Fact("Series per value", Format.perHour(culprit.seriesPerValue()), ""));
        return new NamedGroup(
                culprit.labels().stream().map(DisplayText::name).toList(),
                culprit.metrics().stream().map(DisplayText::name).toList(),
                DisplayText.name(culprit.values().valuePattern()),
                values,
                culprit.values().examples().stream()
                        .limit(EXAMPLES)
                        .map(DisplayText::name)
                        .toList(),
                remedy,
                remedy.saving().isEmpty() ? saving(culprit.saving()) : remedy.saving());
    }

    /** The most of any metric and lifetime: each of them counts the same new values, so they must not be summed. */
    private Optional<Long> mostNewValues(Culprit culprit) {
        return data.growth(container).stream()
                .filter(row -> row.labels().equals(culprit.labels()))
                .map(row -> row.growth().novelValues())
                .max(Long::compare);
    }

    private static String saving(Saving saving) {
        String series = Format.count(saving.series(), "live series", "live series");
        return "Saves " + (saving.bytes() > 0 ? Format.bytes((double) saving.bytes()) + " and " + series : series)
                + " per container, as at the end of the period.";
    }
}
