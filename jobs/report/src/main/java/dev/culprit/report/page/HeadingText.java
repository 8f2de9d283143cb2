package dev.culprit.report.page;

import dev.culprit.model.Period;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.Coverage;
import dev.culprit.report.text.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The sentences above the overview: the period, how many containers have which verdict, and what was read. */
final class HeadingText {
    private HeadingText() {}

    /** By hand: readings come every few minutes, scrapes more seldom; what is missing beyond is worth a word. */
    private static final Duration EDGE = Duration.ofHours(2);

    /** The period, and what of it holds data where that is less. */
    static String period(Period period, Period seen) {
        boolean less = seen.from().isAfter(period.from().plus(EDGE))
                || seen.to().isBefore(period.to().minus(EDGE));
        return period(period)
                + (less ? "; data from %s to %s UTC".formatted(Format.time(seen.from()), Format.time(seen.to())) : "");
    }

    static String period(Period period) {
        Duration length = period.length();
        String span = length.toHours() % 24 == 0 && length.toDays() > 0
                ? Format.count(length.toDays(), "day", "days")
                : Format.count(Math.max(1, length.toHours()), "hour", "hours");
        return "%s to %s UTC (%s)".formatted(Format.time(period.from()), Format.time(period.to()), span);
    }

    static String summary(List<ContainerFinding> findings) {
        Map<Verdict, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(found -> found.finding().verdict(), Collectors.counting()));
        long labels = counts.getOrDefault(Verdict.LABEL, 0L);
        long judged = findings.size() - counts.getOrDefault(Verdict.INSUFFICIENT_DATA, 0L);
        if (judged == 0) {
            return "Nothing can be judged yet: %s, each with too little data for a verdict. What is known stands below."
                    .formatted(Format.count(
                            findings.size(), "workload container was seen", "workload containers were seen"));
        }
        List<String> clauses = new ArrayList<>();
        clauses.add("%s found in %s %s"
                .formatted(
                        labels == 0 ? "No label leak" : Format.count(labels, "label leak", "label leaks"),
                        Format.count(judged, "workload container", "workload containers"),
                        judged == findings.size() ? "checked" : "that could be judged"));
        addCount(clauses, counts, Verdict.NO_LABEL, "leaks for another reason", "leak for other reasons");
        addCount(clauses, counts, Verdict.WATCH, "has a growing label to watch", "have a growing label to watch");
        addCount(clauses, counts, Verdict.STEADY, "is fine", "are fine");
        addCount(clauses, counts, Verdict.INSUFFICIENT_DATA, "more cannot be judged yet", "more cannot be judged yet");
        return String.join("; ", clauses) + ".";
    }

    private static void addCount(
            List<String> clauses, Map<Verdict, Long> counts, Verdict verdict, String one, String many) {
        if (counts.containsKey(verdict)) {
            clauses.add(Format.count(counts.get(verdict), one, many));
        }
    }

    static String coverage(Coverage coverage) {
        List<String> parts = new ArrayList<>();
        parts.add(Format.count(coverage.scrapes(), "scrape", "scrapes"));
        parts.add(String.format(Locale.ROOT, "%,d rejected", coverage.rejected()));
        if (coverage.partial() > 0) {
            parts.add(String.format(Locale.ROOT, "%,d partly read", coverage.partial()));
        }
        if (coverage.unmatched() > 0) {
            parts.add(Format.count(coverage.unmatched(), "file without a place", "files without a place"));
        }
        parts.add(Format.count(coverage.memoryPoints(), "memory reading", "memory readings"));
        parts.add(Format.count(coverage.gaps().size(), "gap", "gaps"));
        return String.join(" · ", parts);
    }
}
