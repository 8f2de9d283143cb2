package dev.culprit.analysis.simulation;

import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a process tells of itself beside its metrics: memory from inside, goroutines, bytes by label. */
final class Gauges {
    /** What client libraries tell of their runtime unasked. */
    enum Platform {
        /** As of Python in several processes, or of what is no program of a known runtime. */
        SILENT,
        GO,
        JVM
    }

    /** By hand: what a Go container pays for each byte that lives on the heap, with the collector's headroom. */
    private static final double PAID_FOR_LIVE = 1.7;
    /** By hand: the part of a container's first level that lives on the heap. */
    private static final double HEAP_AT_START = 0.3;

    /** Apart from what the scrapes themselves are drawn from. */
    private static final long SALT = 0x5851F42D4C957F2DL;

    private final Story story;
    private final Container container;
    private final SplittableRandom random;
    private final double idle;

    Gauges(Story story, Container container) {
        this.story = story;
        this.container = container;
        this.random = new SplittableRandom(container.toString().hashCode() ^ story.sceneSeed() ^ SALT);
        this.idle = 12 + random.nextInt(40);
    }

    /** @param census of each label group of the story */
    List<FamilyRow> at(Life life, List<Census> census, double second, Instant time) {
        List<FamilyRow> rows = new ArrayList<>();
        double live = HEAP_AT_START * story.base + life.heapAt(second) / PAID_FOR_LIVE;
        // Between two collections, at any moment of a sawtooth on what lives.
        double heap = live * (1 + (PAID_FOR_LIVE - 1) * random.nextDouble());
        switch (story.platform) {
            case GO -> {
                rows.add(gauge(time, "go_goroutines", Math.rint(idle * hum(0.05) + goroutines(census, second))));
                rows.add(gauge(time, "go_memstats_heap_alloc_bytes", heap));
                rows.add(gauge(time, "go_memstats_heap_inuse_bytes", 1.06 * heap * hum(0.02)));
                rows.add(gauge(time, "process_resident_memory_bytes", life.residentAt(second) * hum(0.004)));
                // A collection marks what is in use just then, too.
                rows.add(gauge(time, "go_memstats_next_gc_bytes", 2 * live * hum(0.03)));
            }
            case JVM -> {
                rows.add(gauge(time, "jvm_memory_used_bytes", heap));
                rows.add(gauge(time, "jvm_threads_live_threads", Math.rint(idle * hum(0.03))));
            }
            case SILENT -> {}
        }
        for (int k = 0; k < census.size(); k++) {
            Form form = story.labels.get(k).form();
            if (form.bytesMetric() != null) {
                int alive = census.get(k).alive(second);
                rows.add(new FamilyRow(
                        container,
                        time,
                        form.bytesMetric(),
                        "gauge",
                        alive,
                        alive * form.objectBytes() * story.toldOfObjects,
                        null));
            }
        }
        return rows;
    }

    private double goroutines(List<Census> census, double second) {
        double count = 0;
        for (int k = 0; k < census.size(); k++) {
            count += story.labels.get(k).form().goroutines() * census.get(k).born(second);
        }
        return count;
    }

    private double hum(double deviation) {
        return Paths.logNormal(random.nextGaussian(), deviation);
    }

    private FamilyRow gauge(Instant time, String metric, double value) {
        return new FamilyRow(container, time, metric, "gauge", 1, value, null);
    }
}
