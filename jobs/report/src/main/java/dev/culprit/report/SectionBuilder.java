package dev.culprit.report;

import static dev.culprit.report.PageBuilder.name;
import static dev.culprit.report.PageBuilder.text;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Elsewhere;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.Page.Fact;
import dev.culprit.report.Page.Reason;
import dev.culprit.report.Page.Section;
import dev.culprit.report.Page.Span;
import dev.culprit.report.Page.Suspect;
import dev.culprit.report.Page.Twin;
import dev.culprit.report.history.Forecast;
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
    private static final int EXAMPLES = 5;

    private final ReportData data;
    private final Remedies remedies;
    private final Case one;
    private final ReplicatedContainer subject;
    private final Finding finding;
    private final String anchor;

    SectionBuilder(ReportData data, Remedies remedies, Case one, String anchor) {
        this.data = data;
        this.remedies = remedies;
        this.one = one;
        this.subject = one.subject();
        this.finding = one.finding();
        this.anchor = anchor;
    }

    Section detailed() {
        List<Case> twins = data.twins(subject);
        List<ReplicatedContainer> compared =
                Stream.concat(Stream.of(one), twins.stream()).map(Case::subject).toList();
        ChartBuilder charts = new ChartBuilder(data, compared);
        return section(
                chart(charts, compared.subList(1, compared.size()), 230, 130, 1),
                undrawn(charts, true),
                twins(twins),
                BirthBars.groups(data, compared));
    }

    Section compact(boolean drawn) {
        ChartBuilder charts = new ChartBuilder(data, List.of(subject));
        return section(
                drawn ? chart(charts, List.of(), 100, 60, 0.25) : null, undrawn(charts, drawn), List.of(), List.of());
    }

    private Section section(@Nullable Chart chart, List<String> undrawn, List<Twin> twins, List<Page.Group> groups) {
        Forecast forecast = data.forecast(subject);
        return new Section(
                anchor,
                PageBuilder.badge(finding.verdict()),
                PageBuilder.change(data, subject),
                forecast == null ? "" : text(forecast.sentence()),
                name(subject.environment()),
                name(subject.namespace()),
                name(subject.workload()),
                name(subject.container()),
                lead(),
                facts(),
                chart,
                undrawn,
                twins,
                groups,
                finding.culprits().stream().map(this::suspect).toList(),
                finding.evidence().stream()
                        .map(evidence -> new Reason(
                                name(evidence.kind()).replace('-', ' '),
                                text(evidence.text()),
                                evidence.figures().stream()
                                        .map(figure ->
                                                new Fact(name(figure.name()), Quantity.number(figure.value()), ""))
                                        .toList()))
                        .toList(),
                finding.refutedBy().stream().map(PageBuilder::text).toList(),
                finding.missing().stream().map(PageBuilder::text).toList());
    }

    private @Nullable Chart chart(
            ChartBuilder charts, List<ReplicatedContainer> others, int memoryHeight, int seriesHeight, double share) {
        return charts.hasMemory(subject) || charts.hasSeries(subject)
                ? charts.draw(subject, others, memoryHeight, seriesHeight, share)
                : null;
    }

    private List<String> undrawn(ChartBuilder charts, boolean drawn) {
        List<String> reasons = new ArrayList<>();
        if (!charts.hasMemory(subject)) {
            reasons.add("No memory to draw: container_memory has no reading of this container in the period.");
        }
        if (!charts.hasSeries(subject)) {
            reasons.add("No series to draw: scrapes has no readable file of this container in the period.");
        }
        if (!drawn && reasons.size() < 2) {
            reasons.add("Not drawn: only the first of these containers are.");
        }
        return reasons;
    }

    private List<Span> lead() {
        String who = name(subject.workload()) + "/" + name(subject.container());
        String where = " in " + name(subject.environment());
        return switch (finding.verdict()) {
            case LABEL -> labelLead(who, where);
            case NO_LABEL ->
                List.of(
                        code(who),
                        plain(where + grows() + ", and no label explains it: look at the process itself, not at its"
                                + " metrics."));
            case WATCH -> watchLead(who, where);
            case STEADY -> List.of(code(who), plain(where + " " + steadiness()));
            case INSUFFICIENT_DATA ->
                List.of(
                        code(who),
                        plain(where + " cannot be judged"
                                + (finding.missing().isEmpty()
                                        ? "."
                                        : ": " + text(finding.missing().get(0)))));
        };
    }

    private List<Span> labelLead(String who, String where) {
        if (finding.culprits().isEmpty()) {
            return List.of(code(who), plain(where + grows() + " because of a label."));
        }
        Culprit first = finding.culprits().get(0);
        List<Span> spans = new ArrayList<>(labels(first));
        spans.add(plain(" makes "));
        spans.add(code(who));
        Interval each = first.bytesPerSeries();
        spans.add(plain(where + grows().replace(" grows", " grow") + ": " + Quantity.perHour(first.seriesPerHour())
                + " new series an hour" + (each == null ? "" : ", about " + Quantity.bytes(each.estimate()) + " each")
                + "."));
        for (Culprit next : finding.culprits().subList(1, finding.culprits().size())) {
            spans.add(plain(" So does "));
            spans.addAll(labels(next));
            spans.add(plain(", with " + Quantity.perHour(next.seriesPerHour()) + " an hour."));
        }
        return spans;
    }

    private List<Span> watchLead(String who, String where) {
        if (finding.culprits().isEmpty()) {
            return List.of(code(who), plain(where + " keeps making new series; memory does not follow yet."));
        }
        Culprit first = finding.culprits().get(0);
        List<Span> spans = new ArrayList<>(labels(first));
        spans.add(plain(" gives "));
        spans.add(code(who));
        spans.add(plain(where + " " + Quantity.perHour(first.seriesPerHour())
                + " new series an hour, without an end in sight; memory does not follow yet."));
        return spans;
    }

    private static List<Span> labels(Culprit culprit) {
        List<Span> spans = new ArrayList<>();
        List<String> labels = culprit.labels();
        for (int i = 0; i < labels.size(); i++) {
            spans.add(plain(i == 0 ? "" : i == 1 ? " (with " : ", "));
            spans.add(code(name(labels.get(i))));
        }
        spans.add(plain(labels.size() > 1 ? ")" : ""));
        return spans;
    }

    private String grows() {
        MemoryTrend memory = finding.memory();
        return memory == null
                ? " grows"
                : " grows by " + Quantity.megabytesPerHour(memory.slopeBytesPerHour()) + " MB/h";
    }

    private String steadiness() {
        MemoryTrend memory = finding.memory();
        return memory == null
                ? "makes no new series to speak of; its memory is not known."
                : switch (memory.shape()) {
                    case PLATEAU -> "grew and then stood: it has what it needs.";
                    case EBB_AND_FLOW -> "goes up and comes down again with its work.";
                    case FLAT -> "stays where it is.";
                    case LEAK, SHORT -> "shows nothing that grows without bound.";
                };
    }

    private static Span plain(String text) {
        return new Span(text, false);
    }

    private static Span code(String text) {
        return new Span(text, true);
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        MemoryTrend memory = finding.memory();
        if (memory != null) {
            facts.add(new Fact(
                    "Memory",
                    Quantity.megabytesPerHour(memory.slopeBytesPerHour()) + " MB/h",
                    "%s to %s, %s"
                            .formatted(
                                    Quantity.megabytesPerHour(memory.low()),
                                    Quantity.megabytesPerHour(memory.high()),
                                    Quantity.count(memory.lifetimes(), "lifetime", "lifetimes"))));
        }
        Double series = data.seriesPerHour(one);
        if (series != null) {
            facts.add(new Fact("New series", Quantity.perHour(series) + " /h", "per container"));
        }
        finding.culprits().stream().limit(1).forEach(culprit -> {
            Interval each = culprit.bytesPerSeries();
            if (each != null) {
                facts.add(new Fact(
                        "Each costs",
                        Quantity.bytes(each.estimate()),
                        Quantity.bytes(each.low()) + " to " + Quantity.bytes(each.high())));
            }
            facts.add(new Fact("Growing since", Quantity.shortTime(culprit.since()), "UTC"));
        });
        if (memory != null && memory.hoursToLimit() != null) {
            facts.add(new Fact("Limit reached in", Quantity.duration(memory.hoursToLimit()), "from the highest level"));
        }
        facts.add(new Fact("Confidence", Quantity.percent(finding.confidence()), "in the verdict"));
        return facts;
    }

    private List<Twin> twins(List<Case> known) {
        Map<String, Case> byEnvironment =
                known.stream().collect(Collectors.toMap(twin -> twin.subject().environment(), twin -> twin));
        Map<String, Elsewhere> told = finding.environments().stream()
                .filter(elsewhere -> !elsewhere.environment().equals(subject.environment()))
                .collect(Collectors.toMap(Elsewhere::environment, elsewhere -> elsewhere, (first, same) -> first));
        return Stream.concat(byEnvironment.keySet().stream(), told.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(environment ->
                        twin(environment, byEnvironment.get(environment), Optional.ofNullable(told.get(environment))))
                .toList();
    }

    private Twin twin(String environment, @Nullable Case twin, Optional<Elsewhere> told) {
        Verdict verdict =
                twin == null ? told.orElseThrow().verdict() : twin.finding().verdict();
        List<String> figures = new ArrayList<>();
        Double slope = twin == null || twin.finding().memory() == null
                ? told.map(Elsewhere::slopeBytesPerHour).orElse(null)
                : (Double) twin.finding().memory().slopeBytesPerHour();
        if (slope != null) {
            figures.add(Quantity.megabytesPerHour(slope) + " MB/h");
        }
        Double series = told.map(Elsewhere::seriesPerHour).orElse(twin == null ? null : data.seriesPerHour(twin));
        if (series != null) {
            boolean ofLabels = told.isPresent() && !one.finding().culprits().isEmpty();
            figures.add(Quantity.perHour(series) + " new series/h" + (ofLabels ? " by these labels" : ""));
        }
        return new Twin(name(environment), PageBuilder.badge(verdict), String.join(", ", figures));
    }

    private Suspect suspect(Culprit culprit) {
        Remedy remedy = remedies.remedyFor(subject, culprit);
        List<Fact> values = new ArrayList<>();
        values.add(new Fact("New values", Quantity.perHour(culprit.valuesPerHour()) + " /h", "per container"));
        mostNewValues(culprit)
                .ifPresent(most -> values.add(new Fact("In one lifetime", Quantity.number((double) most), "at most")));
        values.add(new Fact("Series per value", Quantity.perHour(culprit.seriesPerValue()), ""));
        return new Suspect(
                culprit.labels().stream().map(PageBuilder::name).toList(),
                culprit.metrics().stream().map(PageBuilder::name).toList(),
                name(culprit.valuePattern()),
                values,
                culprit.examples().stream()
                        .limit(EXAMPLES)
                        .map(PageBuilder::name)
                        .toList(),
                remedy,
                remedy.saving().isEmpty() ? saving(culprit.saving()) : remedy.saving());
    }

    /** A family each has the same new values, and so has a lifetime each: neither may be summed. */
    private Optional<Long> mostNewValues(Culprit culprit) {
        return data.growth(subject).stream()
                .filter(row -> row.labels().equals(culprit.labels()))
                .map(GrowthRow::novelValues)
                .max(Long::compare);
    }

    private static String saving(Saving saving) {
        String series =
                Quantity.count(saving.series(), "series", "series") + " less per container at the end of a lifetime";
        return "Saves " + (saving.bytes() > 0 ? Quantity.bytes((double) saving.bytes()) + " and " + series : series)
                + ".";
    }
}
