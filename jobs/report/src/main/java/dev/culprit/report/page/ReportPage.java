package dev.culprit.report.page;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.chart.BirthScatter;
import dev.culprit.report.chart.SvgChart;
import dev.culprit.report.history.Change;
import dev.culprit.report.remedy.Remedy;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * report.html as its template takes it: plain data, all texts fit to be shown, none of them escaped for HTML.
 *
 * @param rows one a container, gravest first
 * @param sections of the findings that need somebody
 * @param others sections of the containers that need nobody, folded on the page
 * @param nothingJudged whether no container could be judged, as on the first day
 * @param chances what chance makes of labels, an environment each; none where the fleet is too small
 * @param prior what is known of false names instead; empty where there are chances
 * @param made who made the page, when and how, a clause each
 */
public record ReportPage(
        Heading heading,
        List<Row> rows,
        List<Section> sections,
        List<Section> others,
        boolean nothingJudged,
        Unseen unseen,
        List<Chance> chances,
        String prior,
        List<Term> glossary,
        List<String> made) {
    /**
     * By hand: so many rows are elements from the beginning; a browser takes some seconds for thousands. The script makes the
     * others of text as they are looked at, and has the same number.
     */
    static final int PORTION = 100;

    /** By hand: so many sections, which are larger, of what is folded, and of findings where there are more rows than those above. */
    static final int SECTIONS_PORTION = 40;

    /** For the template. */
    public int portion() {
        return PORTION;
    }

    public int sectionsPortion() {
        return SECTIONS_PORTION;
    }

    /** @param url complete, safe in an attribute once escaped */
    public record Link(String name, String url) {}

    /**
     * @param coverage what was read and what was not, in numbers
     * @param notes what a reader must know about the tables themselves
     * @param masked which values are masked, as a clause; empty where none is
     */
    public record Heading(
            String title, String period, String summary, String coverage, List<String> notes, String masked) {}

    /** Where a container is, as a person writes it. */
    public record Place(String environment, String namespace, String workload, String container) {
        public static Place of(ReplicatedContainer container) {
            return new Place(
                    DisplayText.name(container.environment()),
                    DisplayText.name(container.namespace()),
                    DisplayText.name(container.workload()),
                    DisplayText.name(container.container()));
        }

        /** {@code prod web/wp-proxy/istio-proxy}. */
        @Override
        public String toString() {
            return "%s %s/%s/%s".formatted(environment, namespace, workload, container);
        }
    }

    /**
     * One container in the overview.
     *
     * @param change the kind of change since the weeks before, as a word; empty where nothing is known of them
     * @param suspect not proved, null where nobody is suspected
     * @param sparkline path of the drawing, empty where there is no memory to draw
     * @param sortKeys values of the columns to sort by, in their order
     */
    public record Row(
            String anchor,
            Badge badge,
            String change,
            Place place,
            List<String> labels,
            @Nullable SuspectNote suspect,
            String sparkline,
            RowFigures figures,
            List<String> sortKeys) {
        /** What the filter looks at. */
        public String words() {
            return Stream.of(
                            Stream.of(
                                    badge.text(),
                                    change,
                                    place.environment(),
                                    place.namespace(),
                                    place.workload(),
                                    place.container()),
                            labels.stream(),
                            suspect == null ? Stream.<String>empty() : suspect.labels().stream())
                    .flatMap(each -> each)
                    .collect(Collectors.joining(" "));
        }
    }

    /**
     * @param slope of memory, MB an hour
     * @param series new ones an hour
     * @param toLimit time until the memory limit is reached
     */
    public record RowFigures(String slope, String series, String toLimit, String confidence) {}

    /** @param kind the verdict's word, for style sheets */
    public record Badge(String kind, String text) {
        public static Badge of(Verdict verdict) {
            String text = switch (verdict) {
                case LABEL -> "Label leak";
                case NO_LABEL -> "Leak, no label";
                case WATCH -> "Watch";
                case STEADY -> "Steady";
                case INSUFFICIENT_DATA -> "Too little data";
            };
            return new Badge(verdict.word(), text);
        }
    }

    /** @param code whether it is a name that software gave */
    public record Span(String text, boolean code) {}

    /** @param detail the interval or what else makes the number honest, may be empty */
    public record Fact(String name, String value, String detail) {}

    /** One container in full. */
    public record Section(
            String anchor,
            Badge badge,
            Place place,
            List<Span> lead,
            Outlook outlook,
            List<Fact> facts,
            Drawing drawing,
            AcrossEnvironments acrossEnvironments,
            List<NamedGroup> namedGroups,
            @Nullable SuspectedGroup suspect,
            @Nullable SoFar soFar,
            Argument argument,
            List<String> nextSteps,
            List<Link> links) {}

    /**
     * What is known of a container that could not be judged.
     *
     * @param verdict when it can be expected, empty where that cannot be told
     * @param series how many there are, as a clause; empty where nothing was scraped
     * @param labels those that take new values first
     * @param metrics of the most series first
     */
    public record SoFar(String verdict, List<Fact> memory, String series, List<LabelRow> labels, List<Fact> metrics) {}

    /** How many values a label has, how many of them came after the first scrape, and how many series have it. */
    public record LabelRow(String label, String values, String newValues, String series) {}

    /**
     * @param change since the weeks before, null where nothing is known of them
     * @param forecast of when the limit is reached, empty where none can be made
     */
    public record Outlook(@Nullable ChangeNote change, String forecast) {}

    /** @param kind {@code new}, {@code worse} and so on, for style sheets and as a word */
    public record ChangeNote(String kind, String text) {
        static @Nullable ChangeNote of(@Nullable Change change) {
            return change == null
                    ? null
                    : new ChangeNote(change.kind().word(), DisplayText.sentence(change.sentence()));
        }
    }

    /**
     * @param chart null where there is nothing to draw; {@code undrawn} then says why
     * @param scatter births against memory; null where too little is known of both
     */
    public record Drawing(
            @Nullable SvgChart chart, @Nullable BirthScatter scatter, List<String> undrawn) {}

    /** The container beside its counterparts in other environments. */
    public record AcrossEnvironments(List<Counterpart> counterparts, List<BirthGroup> births) {}

    /** The same container in another environment. */
    public record Counterpart(String environment, Badge badge, String figures) {}

    /** Births of series that one label group caused, a bar for each environment. */
    public record BirthGroup(String labels, List<Bar> bars) {}

    /** @param width per cent of the longest bar */
    public record Bar(String environment, boolean here, String width, String births) {}

    /** A label group that is named, with its values and what to do. */
    public record NamedGroup(
            List<String> labels,
            List<String> metrics,
            String pattern,
            List<Fact> values,
            List<String> examples,
            Remedy remedy,
            String saving) {}

    /**
     * A label group that may carry the growth and is not proved to.
     *
     * @param probability empty where it could not be weighed
     */
    public record SuspectNote(List<String> labels, String probability) {
        public static SuspectNote of(Suspect suspect) {
            return new SuspectNote(
                    suspect.labels().stream().map(DisplayText::name).toList(),
                    suspect.weighed() ? Format.probability(suspect.probability()) : "");
        }

        /** {@code not proved: tenant, 0.62}. */
        @Override
        public String toString() {
            return "not proved: " + String.join(", ", labels) + (probability.isEmpty() ? "" : ", " + probability);
        }
    }

    /**
     * @param experiment what would decide, and when; empty where none would do
     * @param remedy what could be changed if it is this group; null where it is not known which metrics it is on
     */
    public record SuspectedGroup(
            SuspectNote note,
            List<Fact> facts,
            String experiment,
            @Nullable Remedy remedy) {}

    /** What speaks for the verdict, what would speak against it, and what is missing. */
    public record Argument(List<Reason> reasons, List<String> refutedBy, List<String> missing) {}

    /** @param kind of evidence */
    public record Reason(String kind, String text, List<Fact> figures) {}

    /** @param moreGaps how many are in report.json only */
    public record Unseen(List<GapRow> gaps, long moreGaps, List<UnreadInput> unread) {}

    /** @param what was not seen: scrapes or memory */
    public record GapRow(String environment, String container, String what, String from, String to, String length) {}

    /** Input that was left out for one reason, and where it was met first. */
    public record UnreadInput(String environment, String file, String position, String reason, String count) {}

    /**
     * Scores of labels that cannot be guilty, and where the tested containers stand among them.
     *
     * @param height of the drawing, in pixels
     */
    public record Chance(
            String environment,
            String sentence,
            int height,
            List<ChanceBar> bars,
            List<ChanceMark> marks,
            List<ChanceTick> ticks) {}

    /** Across in per cent of the width, down in pixels. */
    public record ChanceBar(String across, String width, String down, String height, String name) {}

    /** @param style for style sheets, of a container of which a label is named or of another */
    public record ChanceMark(String across, String style, String name) {}

    public record ChanceTick(String across, String label) {}

    /** A word of the page, and what it means. */
    public record Term(String term, String meaning) {}
}
