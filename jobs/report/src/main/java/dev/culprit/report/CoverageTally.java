package dev.culprit.report;

import dev.culprit.model.Container;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.report.Coverage.Gap;
import dev.culprit.report.Coverage.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Counts what was seen and what was not. */
final class CoverageTally {
    private static final int REASONS_TOLD = 20;
    private static final Duration SHORTEST_GAP = Duration.ofHours(1);

    private final List<Gap> gaps = new ArrayList<>();
    private final Map<List<String>, Unread> unread = new LinkedHashMap<>();
    private long scrapes;
    private long rejected;
    private long partial;
    private long unmatched;
    private long memoryPoints;

    void memoryPoint() {
        memoryPoints++;
    }

    void scrape() {
        scrapes++;
    }

    void partialScrape(String environment, String file, @Nullable String reason) {
        partial++;
        leaveOut(environment, new UnreadRow(file, null, reason == null ? "partly unreadable" : reason, 1));
    }

    void rejectedScrape(String environment, String file, @Nullable String reason) {
        rejected++;
        leaveOut(environment, new UnreadRow(file, null, reason == null ? "unreadable" : reason, 1));
    }

    void unmatchedScrape(String environment, UnreadRow row) {
        unmatched += row.count();
        leaveOut(environment, row);
    }

    void leaveOut(String environment, UnreadRow row) {
        unread.merge(
                List.of(environment, row.reason()),
                new Unread(environment, row.file(), row.position(), row.reason(), row.count()),
                (first, next) -> new Unread(
                        first.environment(),
                        first.file(),
                        first.position(),
                        first.reason(),
                        first.count() + next.count()));
    }

    void findGaps(SortedMap<ReplicatedContainer, Traces> traces) {
        traces.forEach((subject, trace) -> {
            trace.memory().forEach((pod, readings) -> findGaps(subject, pod, readings, Gap.MEMORY));
            trace.series().forEach((pod, readings) -> findGaps(subject, pod, readings, Gap.SCRAPES));
        });
    }

    private void findGaps(ReplicatedContainer subject, String pod, Readings readings, String what) {
        Duration usual = readings.medianInterval();
        long shortest = Math.max(usual.multipliedBy(3).toMillis(), SHORTEST_GAP.toMillis() - 1);
        for (int i = 1; i < readings.size() && !usual.isZero(); i++) {
            if (readings.millis(i) - readings.millis(i - 1) > shortest) {
                gaps.add(new Gap(
                        new Container(
                                subject.environment(),
                                null,
                                subject.namespace(),
                                subject.workload(),
                                pod,
                                subject.container().isEmpty() ? null : subject.container()),
                        Instant.ofEpochMilli(readings.millis(i - 1)),
                        Instant.ofEpochMilli(readings.millis(i)),
                        what));
            }
        }
    }

    Coverage coverage() {
        List<Unread> told = unread.values().stream()
                .sorted(Comparator.comparingLong(Unread::count)
                        .reversed()
                        .thenComparing(Unread::environment)
                        .thenComparing(Unread::reason))
                .limit(REASONS_TOLD)
                .toList();
        return new Coverage(scrapes, rejected, partial, unmatched, memoryPoints, List.copyOf(gaps), told);
    }
}
