package dev.culprit.report.page;

import dev.culprit.model.Container;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Suspect;
import dev.culprit.report.chart.ContainerLines;
import dev.culprit.report.chart.Sparkline;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.Coverage;
import dev.culprit.report.data.FleetNull;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Forecast;
import dev.culprit.report.page.ReportPage.Badge;
import dev.culprit.report.page.ReportPage.GapRow;
import dev.culprit.report.page.ReportPage.Heading;
import dev.culprit.report.page.ReportPage.Place;
import dev.culprit.report.page.ReportPage.Row;
import dev.culprit.report.page.ReportPage.RowFigures;
import dev.culprit.report.page.ReportPage.Section;
import dev.culprit.report.page.ReportPage.SuspectNote;
import dev.culprit.report.page.ReportPage.UnreadInput;
import dev.culprit.report.page.ReportPage.Unseen;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the page of the data: heading, overview, what was not seen; the findings' sections are {@link SectionBuilder}'s. */
public final class PageBuilder {
    /** By hand: a screenful; report.json has all. */
    private static final int GAPS_SHOWN = 20;

    private final ReportData data;
    private final List<ContainerFinding> findings;
    private final Remedies remedies;
    private final List<LinkTemplate> links;
    private final Provenance provenance;

    /** Of all containers, without links. */
    public PageBuilder(ReportData data, Remedies remedies) {
        this(data, data.findings(), remedies, List.of(), Provenance.UNKNOWN);
    }

    /** Of all containers. */
    public PageBuilder(ReportData data, Remedies remedies, List<LinkTemplate> links, Provenance provenance) {
        this(data, data.findings(), remedies, links, provenance);
    }

    /** @param findings those to tell of; the others serve for comparison */
    public PageBuilder(
            ReportData data,
            List<ContainerFinding> findings,
            Remedies remedies,
            List<LinkTemplate> links,
            Provenance provenance) {
        this.data = data;
        this.findings = findings;
        this.remedies = remedies;
        this.links = links;
        this.provenance = provenance;
    }

    /** @param masked what is masked in the data, as a clause; empty where nothing is */
    public ReportPage build(String title, String masked) {
        List<Row> rows = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        List<Section> others = new ArrayList<>();
        for (ContainerFinding found : findings) {
            String anchor = Anchor.of(found.container());
            rows.add(row(found, anchor, rows.size()));
            SectionBuilder section = new SectionBuilder(data, remedies, links, found, anchor);
            if (found.needsAttention()) {
                sections.add(section.detailed());
            } else {
                others.add(section.compact(
                        findings.size() <= ReportPage.PORTION || others.size() < ReportPage.SECTIONS_PORTION));
            }
        }
        return new ReportPage(
                new Heading(
                        DisplayText.sentence(title),
                        HeadingText.period(data.period(), data.seen()),
                        HeadingText.summary(findings)
                                + ChanceBuilder.expected(data.nulls(), FleetNull.namedWithout(data.findings())),
                        HeadingText.coverage(data.coverage()),
                        data.notes().stream().map(DisplayText::sentence).toList(),
                        masked),
                rows,
                sections,
                others,
                findings.stream().noneMatch(ContainerFinding::decided),
                unseen(data.coverage()),
                ChanceBuilder.drawings(data.nulls()),
                ChanceBuilder.prior(data),
                Glossary.ofPage(),
                made());
    }

    private List<String> made() {
        List<String> clauses = new ArrayList<>();
        if (provenance.version() != null) {
            clauses.add("Culprit " + DisplayText.name(provenance.version()));
        }
        if (provenance.generatedAt() != null) {
            clauses.add("made " + Format.time(provenance.generatedAt()) + " UTC");
        }
        if (provenance.command() != null) {
            clauses.add("anew with: " + DisplayText.sentence(provenance.command()));
        }
        return clauses;
    }

    private Row row(ContainerFinding found, String anchor, int rank) {
        ReplicatedContainer container = found.container();
        Finding finding = found.finding();
        MemoryTrend memory = finding.memory();
        Double slope = memory == null ? null : (Double) memory.slopeBytesPerHour();
        @Nullable Forecast forecast = data.forecast(container);
        Double toLimit = forecast == null ? null : (Double) forecast.hoursToLimit();
        Double series = data.seriesPerHour(found);
        Place place = Place.of(container);
        Change change = data.change(container);
        List<String> labels = finding.culprits().stream()
                .flatMap(culprit -> culprit.labels().stream())
                .distinct()
                .map(DisplayText::name)
                .toList();
        Suspect suspect = found.suspect();
        SuspectNote note = suspect == null ? null : SuspectNote.of(suspect);
        return new Row(
                anchor,
                Badge.of(finding.verdict()),
                change == null ? "" : change.kind().word(),
                place,
                labels,
                note,
                Sparkline.path(
                        data.period(),
                        new ContainerLines(data, container).memory().values()),
                new RowFigures(
                        Format.megabytesPerHour(slope),
                        Format.perHour(series),
                        Format.duration(toLimit),
                        found.decided() ? Format.percent(finding.confidence()) : Format.UNDECIDED),
                List.of(
                        String.valueOf(rank),
                        place.environment(),
                        place.workload() + "/" + place.container(),
                        String.join(" ", labels.isEmpty() && note != null ? note.labels() : labels),
                        sortKey(slope),
                        sortKey(series),
                        sortKey(toLimit),
                        sortKey(finding.confidence())));
    }

    private static String sortKey(@Nullable Double number) {
        return number == null || !Double.isFinite(number)
                ? ""
                : BigDecimal.valueOf(number).toPlainString();
    }

    private static Unseen unseen(Coverage coverage) {
        return new Unseen(
                coverage.gaps().stream().limit(GAPS_SHOWN).map(PageBuilder::gap).toList(),
                Math.max(0, coverage.gaps().size() - GAPS_SHOWN),
                coverage.unread().stream().map(PageBuilder::unread).toList());
    }

    private static GapRow gap(Coverage.Gap gap) {
        Container container = gap.container();
        return new GapRow(
                DisplayText.name(container.environment()),
                DisplayText.name(container.namespace()) + "/" + DisplayText.name(container.pod())
                        + (container.container() == null ? "" : "/" + DisplayText.name(container.container())),
                gap.what(),
                Format.time(gap.from()),
                Format.time(gap.to()),
                Format.duration(Duration.between(gap.from(), gap.to()).toMinutes() / 60.0));
    }

    private static UnreadInput unread(Coverage.Unread unread) {
        return new UnreadInput(
                DisplayText.name(unread.environment()),
                DisplayText.sentence(unread.file()),
                unread.position() == null ? "" : DisplayText.name(unread.position()),
                DisplayText.sentence(unread.reason()),
                Format.number((double) unread.count()));
    }
}
