package dev.culprit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** report.html as its template takes it: plain data, all texts fit to be shown, none of them escaped for HTML. */
record Page(
        String title,
        String period,
        String summary,
        String coverage,
        List<String> notes,
        List<Row> rows,
        List<Section> sections,
        List<Section> others,
        List<Hole> gaps,
        long moreGaps,
        List<LeftOut> unread,
        boolean redacted) {

    /**
     * One container in the overview.
     *
     * @param sortKeys values of the columns to sort by, in their order
     */
    record Row(
            String anchor,
            Badge badge,
            String environment,
            String namespace,
            String workload,
            String container,
            List<String> labels,
            String change,
            String slope,
            String series,
            String toLimit,
            String confidence,
            String sparkline,
            List<String> sortKeys) {}

    /** @param kind the verdict's word, for style sheets */
    record Badge(String kind, String text) {}

    /** @param code whether it is a name that software gave */
    record Span(String text, boolean code) {}

    /** @param detail the interval or what else makes the number honest, may be empty */
    record Fact(String name, String value, String detail) {}

    /**
     * One container in full.
     *
     * @param change since the weeks before, null where nothing is known of them
     * @param forecast empty where none can be made
     * @param chart null where there is nothing to draw; {@code undrawn} then says why
     */
    record Section(
            String anchor,
            Badge badge,
            @Nullable Change change,
            String forecast,
            String environment,
            String namespace,
            String workload,
            String container,
            List<Span> lead,
            List<Fact> facts,
            @Nullable Chart chart,
            List<String> undrawn,
            List<Twin> twins,
            List<Group> groups,
            List<Suspect> suspects,
            List<Reason> evidence,
            List<String> refutedBy,
            List<String> missing) {}

    /** @param kind {@code new}, {@code worse} and so on, for style sheets and as a word */
    record Change(String kind, String text) {}

    /** The same container in another environment. */
    record Twin(String environment, Badge badge, String figures) {}

    /** Births of series that one label group caused. */
    record Group(String labels, List<Bar> bars) {}

    /** @param width per cent of the longest bar */
    record Bar(String environment, boolean here, String width, String births) {}

    /** A label group that is named, with its values and what to do. */
    record Suspect(
            List<String> labels,
            List<String> metrics,
            String pattern,
            List<Fact> values,
            List<String> examples,
            Remedy remedy,
            String saving) {}

    record Reason(String kind, String text, List<Fact> figures) {}

    record Hole(String environment, String container, String what, String from, String to, String length) {}

    record LeftOut(String environment, String file, String position, String reason, String count) {}
}
