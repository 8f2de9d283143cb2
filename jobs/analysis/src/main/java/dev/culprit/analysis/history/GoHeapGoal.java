package dev.culprit.analysis.history;

import dev.culprit.model.table.FamilyRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What lives on a Go program's heap, from the size at which its next collection begins. The runtime sets that to what the last one found
 * alive and {@code GOGC} percent more (https://go.dev/doc/gc-guide#GOGC): a reading without garbage, where any other of the heap is at
 * some moment between two collections.
 */
final class GoHeapGoal {
    static final String METRIC = "go_memstats_next_gc_bytes";
    /** Newer versions of client_golang tell it. */
    private static final String PERCENT = "go_gc_gogc_percent";

    private static final double USUAL_PERCENT = 100;
    /** No goal is less than 4 MiB at 100 percent (GC guide), however little is alive. */
    private static final double LEAST_GOAL = 4 << 20;
    /** By hand: a goal as large is that of a program which collects by its memory limit only, or never. */
    private static final double NEVER = 1L << 46;
    /** By hand: the part of scrapes whose goal may be the least one. */
    private static final double MOST_LEAST = 0.1;

    private GoHeapGoal() {}

    /** By scrape; none where more than a few goals are the least one, behind which a heap grows or stands unseen. */
    static Map<Instant, Double> liveBytes(List<FamilyRow> families) {
        Map<Instant, Double> goals = SelfReportedMemory.values(METRIC, families);
        Map<Instant, Double> percents = SelfReportedMemory.values(PERCENT, families);
        Map<Instant, Double> live = new HashMap<>();
        int least = 0;
        for (Map.Entry<Instant, Double> goal : goals.entrySet()) {
            double percent = percents.getOrDefault(goal.getKey(), USUAL_PERCENT);
            if (goal.getValue() < NEVER) {
                live.put(goal.getKey(), goal.getValue() / (1 + percent / 100));
                least += goal.getValue() <= LEAST_GOAL * percent / 100 ? 1 : 0;
            }
        }
        return least > MOST_LEAST * live.size() ? Map.of() : live;
    }
}
