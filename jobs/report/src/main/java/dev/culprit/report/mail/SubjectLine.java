package dev.culprit.report.mail;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.text.Format;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail's subject: the verdict that matters most, in a line that needs no opening. It holds no label values. */
public final class SubjectLine {
    /** By hand: mail readers show some 70 characters of a subject. */
    private static final int LONGEST_NAME = 40;

    private static final Duration DAY = Duration.ofDays(1);

    private final ReportData data;
    private final List<ContainerFinding> findings;

    /** @param findings the recipient's, gravest first */
    public SubjectLine(ReportData data, List<ContainerFinding> findings) {
        this.data = data;
        this.findings = findings;
    }

    public String text() {
        List<ContainerFinding> grave =
                findings.stream().filter(found -> found.needsAttention()).toList();
        List<ContainerFinding> news = grave.stream().filter(this::isNews).toList();
        if (!news.isEmpty()) {
            return sentence(news.get(0)) + others(grave.size() - 1);
        }
        List<ContainerFinding> fixed =
                findings.stream().filter(found -> kind(found) == Kind.FIXED).toList();
        if (!fixed.isEmpty()) {
            ReplicatedContainer container = fixed.get(0).container();
            return "%s: %s is fixed%s%s"
                    .formatted(
                            name(container.environment()),
                            name(container.workload()),
                            others(fixed.size() - 1),
                            grave.isEmpty() ? "" : "; " + sentence(grave.get(0)));
        }
        if (!grave.isEmpty()) {
            return "nothing new %s; %s%s".formatted(span(), sentence(grave.get(0)), others(grave.size() - 1));
        }
        boolean judged = findings.stream().anyMatch(found -> found.finding().verdict() == Verdict.STEADY);
        return judged ? "nothing new %s".formatted(span()) : "too little data %s to judge anything".formatted(span());
    }

    private static String others(int count) {
        return count > 0 ? " (and %,d more)".formatted(count) : "";
    }

    private boolean isNews(ContainerFinding found) {
        Kind kind = kind(found);
        return kind == null || kind == Kind.NEW || kind == Kind.WORSE || kind == Kind.REGRESSION;
    }

    private @Nullable Kind kind(ContainerFinding found) {
        Change change = data.change(found.container());
        return change == null ? null : change.kind();
    }

    private String sentence(ContainerFinding found) {
        Finding finding = found.finding();
        String where = name(found.container().environment());
        String who = name(found.container().workload());
        MemoryTrend memory = finding.memory();
        String slope = memory == null ? "" : " " + Format.megabytesPerHour(memory.slopeBytesPerHour()) + " MB/h";
        Kind kind = kind(found);
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
                "%s: %s %sgrows without end in %s%s, memory stands".formatted(where, label, still, who, again);
            case STEADY -> "%s: %s is steady".formatted(where, who);
            case INSUFFICIENT_DATA -> "%s: %s cannot be judged".formatted(where, who);
        };
    }

    /** By the data that there is: a week of which two days were read is not this week. */
    private String span() {
        Duration length = data.period().length();
        Duration seen = data.seen().length();
        boolean whole = seen.compareTo(length.minus(DAY)) > 0;
        return whole && length.equals(Duration.ofDays(7)) ? "this week" : "in " + words(whole ? length : seen);
    }

    private static String words(Duration length) {
        return length.compareTo(DAY) >= 0
                ? Format.count(Math.round(length.toHours() / 24.0), "day", "days")
                : Format.count(Math.max(1, length.toHours()), "hour", "hours");
    }

    private static String name(String name) {
        return Text.printable(name, LONGEST_NAME);
    }
}
