package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.Page.Badge;
import dev.culprit.report.Page.Hole;
import dev.culprit.report.Page.LeftOut;
import dev.culprit.report.Page.Row;
import dev.culprit.report.Page.Section;
import dev.culprit.report.history.Change;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the page of the data: header, overview, coverage; the findings' sections are {@link SectionBuilder}'s. */
final class PageBuilder {
    static final int LONGEST_NAME = 120;
    private static final int LONGEST_TEXT = 600;
    private static final int GAPS_SHOWN = 20;
    /** Steady containers are many, and their drawings all look alike. */
    private static final int OTHERS_DRAWN = 40;

    private final ReportData data;
    private final List<Case> cases;
    private final Remedies remedies;

    PageBuilder(ReportData data, Remedies remedies) {
        this(data, data.cases(), remedies);
    }

    /** @param cases those to tell of; the others serve for comparison */
    PageBuilder(ReportData data, List<Case> cases, Remedies remedies) {
        this.data = data;
        this.cases = cases;
        this.remedies = remedies;
    }

    Page build(String title, boolean redacted) {
        List<Row> rows = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        List<Section> others = new ArrayList<>();
        for (Case one : cases) {
            String anchor = "finding-" + (rows.size() + 1);
            rows.add(row(one, anchor));
            SectionBuilder section = new SectionBuilder(data, remedies, one, anchor);
            if (isDetailed(one.finding().verdict())) {
                sections.add(section.detailed());
            } else {
                others.add(section.compact(others.size() < OTHERS_DRAWN));
            }
        }
        Coverage coverage = data.coverage();
        return new Page(
                text(title),
                period(),
                summary(),
                coverage(coverage),
                data.notes().stream().map(PageBuilder::text).toList(),
                rows,
                sections,
                others,
                coverage.gaps().stream()
                        .limit(GAPS_SHOWN)
                        .map(PageBuilder::hole)
                        .toList(),
                Math.max(0, coverage.gaps().size() - GAPS_SHOWN),
                coverage.unread().stream()
                        .map(unread -> new LeftOut(
                                name(unread.environment()),
                                Text.printable(unread.file(), LONGEST_TEXT),
                                unread.position() == null ? "" : name(unread.position()),
                                text(unread.reason()),
                                Quantity.number((double) unread.count())))
                        .toList(),
                redacted);
    }

    static boolean isDetailed(Verdict verdict) {
        return switch (verdict) {
            case LABEL, NO_LABEL, WATCH -> true;
            case STEADY, INSUFFICIENT_DATA -> false;
        };
    }

    private Row row(Case one, String anchor) {
        ReplicatedContainer subject = one.subject();
        Finding finding = one.finding();
        MemoryTrend memory = finding.memory();
        Double slope = memory == null ? null : (Double) memory.slopeBytesPerHour();
        Double toLimit = memory == null ? null : memory.hoursToLimit();
        Double series = data.seriesPerHour(one);
        List<String> labels = finding.culprits().stream()
                .flatMap(culprit -> culprit.labels().stream())
                .distinct()
                .map(PageBuilder::name)
                .toList();
        return new Row(
                anchor,
                badge(finding.verdict()),
                name(subject.environment()),
                name(subject.namespace()),
                name(subject.workload()),
                name(subject.container()),
                labels,
                change(data, subject) == null ? "" : change(data, subject).kind(),
                Quantity.megabytesPerHour(slope),
                Quantity.perHour(series),
                Quantity.duration(toLimit),
                Quantity.percent(finding.confidence()),
                Sparkline.path(
                        data.period(),
                        new ChartBuilder(data, List.of(subject)).memory(subject).values()),
                List.of(
                        String.valueOf(cases.indexOf(one)),
                        name(subject.environment()),
                        name(subject.workload()) + "/" + name(subject.container()),
                        String.join(" ", labels),
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

    static Badge badge(Verdict verdict) {
        String words = switch (verdict) {
            case LABEL -> "Label leak";
            case NO_LABEL -> "Leak, no label";
            case WATCH -> "Watch";
            case STEADY -> "Steady";
            case INSUFFICIENT_DATA -> "Too little data";
        };
        return new Badge(verdict.word(), words);
    }

    static Page.@Nullable Change change(ReportData data, ReplicatedContainer subject) {
        Change change = data.change(subject);
        return change == null ? null : new Page.Change(change.kind().word(), text(change.sentence()));
    }

    private String period() {
        Duration length = data.period().length();
        String span = length.toHours() % 24 == 0 && length.toDays() > 0
                ? Quantity.count(length.toDays(), "day", "days")
                : Quantity.count(Math.max(1, length.toHours()), "hour", "hours");
        return "%s to %s UTC (%s)"
                .formatted(
                        Quantity.time(data.period().from()),
                        Quantity.time(data.period().to()),
                        span);
    }

    private String summary() {
        Map<Verdict, Long> counts = cases.stream()
                .collect(Collectors.groupingBy(one -> one.finding().verdict(), Collectors.counting()));
        long labels = counts.getOrDefault(Verdict.LABEL, 0L);
        List<String> clauses = new ArrayList<>();
        clauses.add("%s found in %s checked"
                .formatted(
                        labels == 0 ? "No label leak" : Quantity.count(labels, "label leak", "label leaks"),
                        Quantity.count(cases.size(), "workload container", "workload containers")));
        addCount(clauses, counts, Verdict.NO_LABEL, "leaks for another reason", "leak for other reasons");
        addCount(clauses, counts, Verdict.WATCH, "has a growing label to watch", "have a growing label to watch");
        addCount(clauses, counts, Verdict.STEADY, "is fine", "are fine");
        addCount(clauses, counts, Verdict.INSUFFICIENT_DATA, "cannot be judged yet", "cannot be judged yet");
        return String.join("; ", clauses) + ".";
    }

    private static void addCount(
            List<String> clauses, Map<Verdict, Long> counts, Verdict verdict, String one, String many) {
        if (counts.containsKey(verdict)) {
            clauses.add(Quantity.count(counts.get(verdict), one, many));
        }
    }

    private static String coverage(Coverage coverage) {
        List<String> parts = new ArrayList<>();
        parts.add(Quantity.count(coverage.scrapes(), "scrape", "scrapes"));
        parts.add(String.format(Locale.ROOT, "%,d rejected", coverage.rejected()));
        if (coverage.partial() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d partly read", coverage.partial()));
        }
        if (coverage.unmatched() > 0) {
            parts.add(Quantity.count(coverage.unmatched(), "file without a place", "files without a place"));
        }
        parts.add(Quantity.count(coverage.memoryPoints(), "memory reading", "memory readings"));
        parts.add(Quantity.count(coverage.gaps().size(), "gap", "gaps"));
        return String.join(" · ", parts);
    }

    private static Hole hole(Coverage.Gap gap) {
        return new Hole(
                name(gap.container().environment()),
                name(gap.container().namespace()) + "/" + name(gap.container().pod())
                        + (gap.container().container() == null
                                ? ""
                                : "/" + name(gap.container().container())),
                gap.what(),
                Quantity.time(gap.from()),
                Quantity.time(gap.to()),
                Quantity.duration(Duration.between(gap.from(), gap.to()).toMinutes() / 60.0));
    }

    static String name(String name) {
        return Text.printable(name, LONGEST_NAME);
    }

    static String text(String text) {
        return Text.printable(text, LONGEST_TEXT);
    }
}
