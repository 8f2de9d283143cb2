package dev.culprit.report.remedy;

import static java.util.stream.Collectors.toMap;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import java.util.List;
import java.util.stream.Stream;

/** What to do next where no label is to be changed; docs/verdicts says the same, with commands. */
public final class NextSteps {
    private static final String HOLDINGS = "holdings";

    private static final String INSIDE = "inside";
    /** By hand: from this part of the growth on the heap is where to look. */
    private static final double MOSTLY = 0.5;

    private static final String HEAP_GROWS =
            "A heap that grows with it: take a heap profile early and late in a lifetime, and compare (jcmd PID GC.class_histogram; go tool pprof http://HOST/debug/pprof/heap; node --inspect; py-spy or tracemalloc).";

    private static final String HEAP_STANDS =
            "A flat heap in a growing container: buffers outside the heap, threads, native libraries, or the allocator (MALLOC_ARENA_MAX).";

    private static final String CLASSES_CLIMB =
            "Classes that climb and stay: something keeps the class loaders of what was deployed before, or makes new ones. Compare jcmd PID VM.classloader_stats early and late; Tomcat's manager has \"Find leaks\". -XX:MaxMetaspaceSize bounds it, and a restart after each deploy spares the wait.";

    private static final List<String> NO_LABEL = List.of(
            HEAP_GROWS,
            "Gauges that climb: goroutines, threads, classes, open files, connections. Look for what holds them.",
            HEAP_STANDS,
            "A process that writes files: the working set counts the page cache of active files.",
            "What deploys changed at the date at which growth began; evidence of kind \"intervention\" names one where it was found.",
            "Metrics that the process keeps and does not show, as on a second port: archive those as well.");

    private static final List<String> WATCH = List.of(
            "Ask whether the label's values have an end: a fixed set of customers or hosts stops, ids of requests do not.",
            "Look at the metrics store: births cost there whether or not the process lets go.",
            "Mend it before memory follows: the remedy is the same as for a leak.");

    private NextSteps() {}

    /** Empty where a remedy says what to do, and where nothing has to be done. */
    public static List<String> of(Remedies remedies, ReportData data, ContainerFinding found) {
        List<GrowthRow> births = data.growth(found.container());
        LabelUse grows = new LabelUse(
                births.stream().flatMap(row -> row.labels().stream()).distinct().toList(),
                births.stream().map(GrowthRow::metric).distinct().toList(),
                null);
        return of(found.finding(), remedies.elsewhere(found.container(), grows));
    }

    /** @param known what is known of the program at hand where no label is to blame; it comes first */
    static List<String> of(Finding finding, List<String> known) {
        return switch (finding.verdict()) {
            case NO_LABEL -> {
                List<String> steps = heapGrows(finding)
                        ? heapFirst(known)
                        : Stream.concat(known.stream(), NO_LABEL.stream()).toList();
                yield holds(finding, "jvm_class")
                        ? Stream.concat(Stream.of(CLASSES_CLIMB), steps.stream())
                                .toList()
                        : steps;
            }
            case WATCH -> WATCH;
            case INSUFFICIENT_DATA -> holds(finding, "") ? known : List.of();
            case LABEL, STEADY -> List.of();
        };
    }

    /** What is known of programs is mostly of memory outside their heaps. */
    private static List<String> heapFirst(List<String> known) {
        return Stream.of(Stream.of(HEAP_GROWS), known.stream(), NO_LABEL.stream())
                .flatMap(steps -> steps)
                .filter(step -> !step.equals(HEAP_STANDS))
                .distinct()
                .toList();
    }

    /** Whether what processes say that they retain is most of the growth. */
    private static boolean heapGrows(Finding finding) {
        return finding.evidence().stream()
                .filter(evidence -> evidence.kind().equals(INSIDE))
                .map(evidence -> evidence.figures().stream().collect(toMap(Figure::name, Figure::value)))
                .anyMatch(figures -> figures.getOrDefault("retainedBytesPerHour", 0.0)
                        >= MOSTLY * figures.getOrDefault("bytesPerHour", Double.POSITIVE_INFINITY));
    }

    /**
     * Whether something else that the process holds, such as goroutines, may be the growth.
     *
     * @param metric as the name of its gauge begins
     */
    private static boolean holds(Finding finding, String metric) {
        return finding.evidence().stream()
                .anyMatch(evidence ->
                        evidence.kind().equals(HOLDINGS) && evidence.text().startsWith(metric));
    }
}
