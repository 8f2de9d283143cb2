package dev.culprit.report.page;

import dev.culprit.model.finding.Verdict;
import java.util.List;

/** What to do next where no label is to be changed; docs/verdicts says the same, with commands. */
final class NextSteps {
    private static final List<String> NO_LABEL = List.of(
            "A heap that grows with it: take a heap profile early and late in a lifetime, and compare (jcmd PID GC.class_histogram; go tool pprof http://HOST/debug/pprof/heap; node --inspect; py-spy or tracemalloc).",
            "Gauges that climb: goroutines, threads, open files, connections. Look for what holds them.",
            "A flat heap in a growing container: buffers outside the heap, threads, native libraries, or the allocator (MALLOC_ARENA_MAX).",
            "A process that writes files: the working set counts the page cache of active files.",
            "What deploys changed at the date at which growth began; evidence of kind \"intervention\" names one where it was found.",
            "Metrics that the process keeps and does not show, as on a second port: archive those as well.");

    private static final List<String> WATCH = List.of(
            "Ask whether the label's values have an end: a fixed set of customers or hosts stops, ids of requests do not.",
            "Look at the metrics store: births cost there whether or not the process lets go.",
            "Mend it before memory follows: the remedy is the same as for a leak.");

    private NextSteps() {}

    static List<String> of(Verdict verdict) {
        return switch (verdict) {
            case NO_LABEL -> NO_LABEL;
            case WATCH -> WATCH;
            case LABEL, STEADY, INSUFFICIENT_DATA -> List.of();
        };
    }
}
