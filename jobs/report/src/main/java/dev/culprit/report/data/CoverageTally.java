package dev.culprit.report.data;

import dev.culprit.model.Container;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.report.data.Coverage.Gap;
import dev.culprit.report.data.Coverage.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Counts what was seen and what was not. */
final class CoverageTally {
    /** By hand: a screenful. */
    private static final int REASONS_LISTED = 20;
    /** By hand: shorter gaps change no verdict, as memory is judged in half-hour blocks. */
    private static final Duration SHORTEST_GAP = Duration.ofHours(1);

    private final List<Gap> gaps = new ArrayList<>();
    private final Map<List<String>, Unread> unread = new LinkedHashMap<>();
    /** Of memory's input by environment, file and reason, what scrapes' input has not told too. */
    private final Map<List<String>, Long> toldByMemory = new HashMap<>();
    /** Files by environment, each with how many it stands for: every run lists the archive anew. */
    private final Map<List<String>, Long> unmatched = new HashMap<>();

    private long scrapes;
    private long rejected;
    private long partial;
    private long memoryPoints;

    void memoryPoint() {
        memoryPoints++;
    }

    void scrape() {
        scrapes++;
    }

    void partialScrape(String environment, UnreadRow row) {
        partial++;
        unreadScrape(environment, row);
    }

    void rejectedScrape(String environment, UnreadRow row) {
        rejected++;
        unreadScrape(environment, row);
    }

    /** To be called before those of scrapes. */
    void unreadMemory(String environment, UnreadRow row) {
        toldByMemory.merge(List.of(environment, row.file(), row.reason()), row.count(), Long::sum);
        leaveOut(environment, row, row.count());
    }

    /** Where memory is read out of the scrapes, both jobs tell of the same file. */
    void unreadScrape(String environment, UnreadRow row) {
        List<String> key = List.of(environment, row.file(), row.reason());
        long told = Math.min(row.count(), toldByMemory.getOrDefault(key, 0L));
        if (told > 0) {
            toldByMemory.merge(key, -told, Long::sum);
        }
        if (row.reason().equals(UnreadRow.UNMATCHED)) {
            unmatched.merge(List.of(environment, row.file()), row.count(), Long::max);
        }
        if (row.count() > told) {
            leaveOut(environment, row, row.count() - told);
        }
    }

    private void leaveOut(String environment, UnreadRow row, long count) {
        unread.merge(
                List.of(environment, row.reason()),
                new Unread(environment, row.file(), row.position(), row.reason(), count),
                (first, next) -> new Unread(
                        first.environment(),
                        first.file(),
                        first.position(),
                        first.reason(),
                        first.count() + next.count()));
    }

    void findGaps(SortedMap<ReplicatedContainer, Measurements> measurements) {
        measurements.forEach((container, trace) -> {
            trace.memory().forEach((pod, samples) -> findGaps(container, pod, samples, Gap.MEMORY));
            trace.series().forEach((pod, samples) -> findGaps(container, pod, samples, Gap.SCRAPES));
        });
    }

    private void findGaps(ReplicatedContainer container, String pod, PodSamples samples, String what) {
        Duration usual = samples.medianInterval();
        long shortest = Math.max(usual.multipliedBy(3).toMillis(), SHORTEST_GAP.toMillis() - 1);
        for (int i = 1; i < samples.size() && !usual.isZero(); i++) {
            if (samples.millis(i) - samples.millis(i - 1) > shortest) {
                gaps.add(new Gap(
                        new Container(
                                container.environment(),
                                null,
                                container.namespace(),
                                container.workload(),
                                pod,
                                container.container().isEmpty() ? null : container.container()),
                        Instant.ofEpochMilli(samples.millis(i - 1)),
                        Instant.ofEpochMilli(samples.millis(i)),
                        what));
            }
        }
    }

    Coverage coverage() {
        List<Unread> listed = unread.values().stream()
                .sorted(Comparator.comparingLong(Unread::count)
                        .reversed()
                        .thenComparing(Unread::environment)
                        .thenComparing(Unread::reason))
                .limit(REASONS_LISTED)
                .toList();
        long files = unmatched.values().stream().mapToLong(count -> count).sum();
        return new Coverage(scrapes, rejected, partial, files, memoryPoints, List.copyOf(gaps), listed);
    }
}
