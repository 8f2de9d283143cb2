package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.history.Change;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A letter's subject: the verdict that matters most, in a line that needs no opening. It holds no label values. */
final class Headline {
    private static final int LONGEST_NAME = 40;

    private final ReportData data;
    private final List<Case> cases;

    /** @param cases the recipient's, gravest first */
    Headline(ReportData data, List<Case> cases) {
        this.data = data;
        this.cases = cases;
    }

    String text() {
        List<Case> ailing = cases.stream()
                .filter(one -> PageBuilder.isDetailed(one.finding().verdict()))
                .toList();
        List<Case> news = ailing.stream().filter(this::isNews).toList();
        if (!news.isEmpty()) {
            return sentence(news.get(0)) + others(ailing.size() - 1);
        }
        List<Case> fixed = cases.stream().filter(one -> kind(one) == Kind.FIXED).toList();
        if (!fixed.isEmpty()) {
            ReplicatedContainer subject = fixed.get(0).subject();
            return "%s: %s is fixed%s%s"
                    .formatted(
                            name(subject.environment()),
                            name(subject.workload()),
                            others(fixed.size() - 1),
                            ailing.isEmpty() ? "" : "; " + sentence(ailing.get(0)));
        }
        if (!ailing.isEmpty()) {
            return "nothing new %s; %s%s".formatted(span(), sentence(ailing.get(0)), others(ailing.size() - 1));
        }
        boolean judged = cases.stream().anyMatch(one -> one.finding().verdict() == Verdict.STEADY);
        return judged ? "nothing new %s".formatted(span()) : "too little data %s to judge anything".formatted(span());
    }

    private static String others(int count) {
        return count > 0 ? " (and %d more)".formatted(count) : "";
    }

    private boolean isNews(Case one) {
        Kind kind = kind(one);
        return kind == null || kind == Kind.NEW || kind == Kind.WORSE || kind == Kind.REGRESSION;
    }

    private @Nullable Kind kind(Case one) {
        Change change = data.change(one.subject());
        return change == null ? null : change.kind();
    }

    private String sentence(Case one) {
        Finding finding = one.finding();
        String where = name(one.subject().environment());
        String who = name(one.subject().workload());
        MemoryTrend memory = finding.memory();
        String slope = memory == null
                ? ""
                : " " + Quantity.number(Math.round(memory.slopeBytesPerHour() / 1e5) / 10.0) + " MB/h";
        Kind kind = kind(one);
        String still = kind == Kind.SAME || kind == Kind.BETTER ? "still " : "";
        String again = kind == Kind.REGRESSION ? " again" : "";
        String label = finding.culprits().isEmpty()
                ? "a label"
                : name(finding.culprits().get(0).labels().get(0));
        return switch (finding.verdict()) {
            case LABEL ->
                "%s: %s %smakes %s leak%s%s"
                        .formatted(where, label, still, who, again, slope.isEmpty() ? "" : "," + slope);
            case NO_LABEL -> "%s: %s %sleaks%s%s, no label is to blame".formatted(where, who, still, again, slope);
            case WATCH ->
                "%s: %s %sgrows without end in %s%s, memory does not follow yet"
                        .formatted(where, label, still, who, again);
            case STEADY -> "%s: %s is steady".formatted(where, who);
            case INSUFFICIENT_DATA -> "%s: %s cannot be judged".formatted(where, who);
        };
    }

    private String span() {
        Duration length = data.period().length();
        return length.equals(Duration.ofDays(7))
                ? "this week"
                : "in %s"
                        .formatted(
                                length.toDays() > 0
                                        ? Quantity.count(length.toDays(), "day", "days")
                                        : Quantity.count(Math.max(1, length.toHours()), "hour", "hours"));
    }

    private static String name(String name) {
        return Text.printable(name, LONGEST_NAME);
    }
}
