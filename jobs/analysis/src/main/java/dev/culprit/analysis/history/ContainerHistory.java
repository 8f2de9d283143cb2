package dev.culprit.analysis.history;

import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.statistics.RobustStatistics;
import dev.culprit.model.Container;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the analysis keeps of one container: readings, scrapes, and births condensed to a ledger per process. Small
 * (the series themselves are gone), so that all replicas and environments of a workload fit into one place.
 *
 * @param memory readings, ascending in time
 * @param wholePod the readings are of the pod, not of the container alone
 * @param limitBytes memory limit, NaN where unknown
 * @param scrapeTimes of scrapes that could be read, ascending
 * @param requests cumulative requests at those scrapes, or null where nothing counts them
 * @param restarts of the process, as scrapes show them, ascending
 * @param ledgers one per process seen in scrapes, in order of time: one more than restarts, or none without scrapes
 * @param inside memory that the process reports of itself; null where it reports none
 * @param instrumentation what the scrapes tell besides
 * @param scrapedWith the container of the pod whose scrapes these are, where they are not its own; else null
 */
public record ContainerHistory(
        Container container,
        Readings memory,
        boolean wholePod,
        double limitBytes,
        double[] scrapeTimes,
        double @Nullable [] requests,
        List<Restart> restarts,
        List<ProcessBirths> ledgers,
        @Nullable Readings inside,
        Instrumentation instrumentation,
        @Nullable String scrapedWith)
        implements Serializable {

    /** Memory in bytes at times in seconds since the epoch, and the usual distance between readings in seconds. */
    public record Readings(double[] times, double[] bytes, double step) implements Serializable {
        public int count() {
            return times.length;
        }
    }

    /**
     * A new process answers.
     *
     * @param from time of the last scrape of the old process, {@code to} of the first of the new one
     * @param startedAt the new process's own start time where it is given on the same clock, else NaN
     */
    public record Restart(double from, double to, double startedAt, String evidence) implements Serializable {}

    /**
     * This container as if the other one's scrapes were its own. A sidecar's scrape may hold the metrics of the whole pod
     * (Istio merges them on one port), so whose a series is cannot be read off the scrape.
     */
    ContainerHistory scrapedWith(ContainerHistory other) {
        return new ContainerHistory(
                container,
                memory,
                wholePod,
                limitBytes,
                other.scrapeTimes,
                other.requests,
                other.restarts,
                other.ledgers,
                null,
                Instrumentation.NONE,
                other.container.container());
    }

    /** With the processes as they ran, and nothing that was born in them. */
    public ContainerHistory withoutBirths() {
        return with(ledgers.stream().map(ProcessBirths::withoutBirths).toList(), instrumentation);
    }

    /** With the births, and nothing that is told of memory. */
    public ContainerHistory withoutMemory() {
        return new ContainerHistory(
                container,
                new Readings(new double[0], new double[0], memory.step),
                wholePod,
                limitBytes,
                new double[0],
                null,
                List.of(),
                ledgers,
                null,
                new Instrumentation(Platform.UNKNOWN, instrumentation.types(), List.of(), Unread.NOTHING),
                scrapedWith);
    }

    /**
     * This container's memory with births of another one.
     *
     * @param read what is left of the readings
     * @param foreign one a process
     * @param types of the other one's metrics
     */
    public ContainerHistory withBirths(Readings read, List<ProcessBirths> foreign, Map<String, String> types) {
        return new ContainerHistory(
                container,
                read,
                wholePod,
                limitBytes,
                scrapeTimes,
                requests,
                restarts,
                foreign,
                inside,
                new Instrumentation(
                        instrumentation.platform(), types, instrumentation.holdings(), instrumentation.unread()),
                scrapedWith);
    }

    /** The same of a container that is called otherwise. */
    public ContainerHistory of(Container other) {
        return new ContainerHistory(
                other,
                memory,
                wholePod,
                limitBytes,
                scrapeTimes,
                requests,
                restarts,
                ledgers,
                inside,
                instrumentation,
                scrapedWith);
    }

    private ContainerHistory with(List<ProcessBirths> others, Instrumentation told) {
        return new ContainerHistory(
                container,
                memory,
                wholePod,
                limitBytes,
                scrapeTimes,
                requests,
                restarts,
                others,
                inside,
                told,
                scrapedWith);
    }

    public boolean scraped() {
        return scrapeTimes.length > 0;
    }

    /** The usual distance between scrapes in seconds; NaN with fewer than two. */
    public double scrapeStep() {
        return RobustStatistics.median(RobustStatistics.differences(scrapeTimes));
    }
}
