package dev.culprit.extract.series;

import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.table.Partition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task reads, and writes as one file a table: neighbouring targets of one partition.
 *
 * @param number within the partition, and so the files' name
 */
record Bundle(Partition partition, int number, List<TargetDay> targets) implements Serializable {
    /** Tasks per core and run: enough that the last ones do not leave cores idle for long. */
    private static final int TASKS_PER_CORE = 3;
    /** A task of less is not worth its three files; a second or so of work when scrapes are compressed. */
    private static final long MIN_BYTES = 4L << 20;

    /** How many bytes a task should read when cores share this many. */
    static long targetBytes(long bytes, int cores) {
        return Math.max(MIN_BYTES, bytes / ((long) TASKS_PER_CORE * cores));
    }

    /**
     * Splits a partition's targets, in their order, so that all bundles but the last hold {@code targetBytes} or more.
     * Concatenated in the order of their numbers the files are sorted as each of them is.
     */
    static List<Bundle> split(Partition partition, List<TargetDay> targets, long targetBytes) {
        List<Bundle> bundles = new ArrayList<>();
        List<TargetDay> gathered = new ArrayList<>();
        long bytes = 0;
        for (TargetDay target : targets) {
            gathered.add(target);
            bytes += target.bytes();
            if (bytes >= targetBytes) {
                bundles.add(new Bundle(partition, bundles.size(), List.copyOf(gathered)));
                gathered.clear();
                bytes = 0;
            }
        }
        if (!gathered.isEmpty()) {
            bundles.add(new Bundle(partition, bundles.size(), List.copyOf(gathered)));
        }
        return bundles;
    }

    long bytes() {
        return targets.stream().mapToLong(TargetDay::bytes).sum();
    }
}
