package dev.culprit.report.page;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Shape;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.page.ReportPage.Span;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.util.ArrayList;
import java.util.List;

/** The sentence that a finding's section begins with: the verdict in words, for those who read nothing else. */
final class LeadSentence {
    /** By hand: of the growth; prices are estimates, and two figures that are rounded differ by as much. */
    private static final double MOST = 0.75;

    private final Finding finding;
    private final String who;
    private final String where;

    private LeadSentence(ContainerFinding found) {
        this.finding = found.finding();
        this.who = DisplayText.name(found.container().workload()) + "/"
                + DisplayText.name(found.container().container());
        this.where = " in " + DisplayText.name(found.container().environment());
    }

    static List<Span> of(ContainerFinding found) {
        return new LeadSentence(found).spans();
    }

    private List<Span> spans() {
        return switch (finding.verdict()) {
            case LABEL -> label();
            case NO_LABEL ->
                whoAnd(" grows" + slope()
                        + ", and no label explains it: look at the process itself, not at its metrics.");
            case WATCH -> watch();
            case STEADY -> whoAnd(" " + steadiness());
            case INSUFFICIENT_DATA ->
                whoAnd(" cannot be judged yet"
                        + (finding.missing().isEmpty()
                                ? "."
                                : ": " + DisplayText.sentence(finding.missing().get(0))));
        };
    }

    private List<Span> whoAnd(String predicate) {
        return List.of(code(who), plain(where + predicate));
    }

    private List<Span> label() {
        if (finding.culprits().isEmpty()) {
            return whoAnd(" grows" + slope() + " because of a label.");
        }
        Culprit first = finding.culprits().get(0);
        List<Span> spans = new ArrayList<>(labels(first));
        spans.add(plain(" makes "));
        spans.add(code(who));
        Interval each = first.bytesPerSeries();
        spans.add(plain(where + " grow" + slope() + ": " + Format.perHour(first.seriesPerHour()) + " new series an hour"
                + (each == null
                        ? ""
                        : ", about " + Format.bytes(each.estimate()) + " each"
                                + part(first.seriesPerHour() * each.estimate()))
                + "."));
        for (Culprit next : finding.culprits().subList(1, finding.culprits().size())) {
            spans.add(plain(" So does "));
            spans.addAll(labels(next));
            spans.add(plain(", with " + Format.perHour(next.seriesPerHour()) + " an hour."));
        }
        return spans;
    }

    /** What the series cost, where that is not most of the growth: nobody must multiply to see it. */
    private String part(double bytesPerHour) {
        MemoryTrend memory = finding.memory();
        return memory == null || bytesPerHour >= MOST * memory.slopeBytesPerHour()
                ? ""
                : ", %s MB/h of it".formatted(Format.megabytesPerHour(bytesPerHour));
    }

    private List<Span> watch() {
        if (finding.culprits().isEmpty()) {
            return whoAnd(" keeps making new series; " + answer() + ".");
        }
        Culprit first = finding.culprits().get(0);
        List<Span> spans = new ArrayList<>(labels(first));
        spans.add(plain(" gives "));
        spans.add(code(who));
        spans.add(plain(where + " " + Format.perHour(first.seriesPerHour())
                + " new series an hour, without an end in sight; " + answer() + "."));
        return spans;
    }

    /** What memory does beside a label that grows. */
    private String answer() {
        MemoryTrend memory = finding.memory();
        return memory != null && memory.shape() == Shape.PLATEAU
                ? "memory rose and then stood"
                : "memory does not follow yet";
    }

    private static List<Span> labels(Culprit culprit) {
        List<Span> spans = new ArrayList<>();
        List<String> labels = culprit.labels();
        for (int i = 0; i < labels.size(); i++) {
            spans.add(plain(i == 0 ? "" : i == 1 ? " (with " : ", "));
            spans.add(code(DisplayText.name(labels.get(i))));
        }
        spans.add(plain(labels.size() > 1 ? ")" : ""));
        return spans;
    }

    private String slope() {
        MemoryTrend memory = finding.memory();
        return memory == null ? "" : " by " + Format.megabytesPerHour(memory.slopeBytesPerHour()) + " MB/h";
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
}
