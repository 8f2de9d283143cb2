package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.FetchPlan.Segment;
import dev.culprit.extract.memory.cloudwatch.api.CloudWatchReader;
import dev.culprit.extract.memory.cloudwatch.api.Connection;
import dev.culprit.extract.memory.cloudwatch.api.MetricCall;
import dev.culprit.extract.memory.cloudwatch.api.RequestCost;
import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.source.Dollars;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one environment's days from CloudWatch's API into the tables. Days that are final there are left alone; an answer is
 * spooled as soon as it is complete, and days are published one by one when all calls that reach
 * into them are answered.
 */
final class CloudWatchExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(CloudWatchExtraction.class);

    private final CloudWatchCluster cluster;
    private final Connection connection;
    private final Extraction extraction;
    private final Period period;
    private final Warehouse warehouse;
    private long rowsBefore;

    CloudWatchExtraction(CloudWatchCluster cluster, Connection connection, Extraction extraction) {
        this.cluster = cluster;
        this.connection = connection;
        this.extraction = extraction;
        this.period = extraction.period();
        this.warehouse = extraction.warehouse();
    }

    /** What is about to be asked for. */
    private record Prepared(FetchPlan plan, Set<MetricCall> missing, Discovery discovery, int listed) {
        long metrics() {
            return missing.stream().mapToLong(call -> call.queries().size()).sum();
        }
    }

    Outcome run() {
        List<LocalDate> due = due();
        if (due.isEmpty()) {
            LOG.info("{}: all days are in the tables, CloudWatch is not asked", cluster.environment());
            return Outcome.NOTHING;
        }
        try (CloudWatchReader reader = CloudWatchReader.connect(connection)) {
            try {
                return run(reader, due);
            } finally {
                LOG.info("{}: asked CloudWatch for {}", cluster.environment(), reader.cost());
            }
        }
    }

    private Outcome run(CloudWatchReader reader, List<LocalDate> due) {
        Spool spool = new Spool(warehouse, cluster, extraction.configuration());
        Prepared prepared = prepare(reader, due, spool, true);
        refuseAboveTheLimit(prepared.metrics());
        long rows = 0;
        long unread = 0;
        for (Segment segment : prepared.plan().segments()) {
            fetch(reader, segment, prepared.missing(), spool);
            Outcome published = new SpooledDays(cluster, segment, spool, extraction.publications()).publish();
            rows += published.rows();
            unread += published.unread();
        }
        spool.clear();
        if (rows == 0 && rowsBefore == 0) {
            throw nothing(prepared);
        }
        RequestCost cost = reader.cost();
        return new Outcome(rows, unread, 0, cost.metrics());
    }

    /** What {@link #run} would ask for, having listed the metrics, and written nothing. */
    MemoryEstimate estimate() {
        List<LocalDate> due = due();
        if (due.isEmpty()) {
            return MemoryEstimate.nothing(cluster.environment());
        }
        try (CloudWatchReader reader = CloudWatchReader.connect(connection)) {
            Prepared prepared = prepare(reader, due, new Spool(warehouse, cluster, extraction.configuration()), false);
            long listings = reader.cost().listings();
            return new MemoryEstimate(
                    cluster.environment(),
                    prepared.plan().calls().stream()
                            .flatMap(call -> call.queries().stream())
                            .distinct()
                            .count(),
                    prepared.plan().days().size(),
                    prepared.missing().size(),
                    prepared.metrics(),
                    listings,
                    RequestCost.dollars(prepared.metrics(), listings),
                    connection.limits().metrics(),
                    null,
                    null);
        }
    }

    private List<LocalDate> due() {
        List<LocalDate> due = new ArrayList<>();
        for (LocalDate day : period.days()) {
            if (isDamaged(day)) {
                due.add(day);
                continue;
            }
            FetchRow done = warehouse.read(FetchRow.TABLE, new Partition(cluster.environment(), day)).stream()
                    .filter(cluster::isPlaceOf)
                    .findFirst()
                    .orElse(null);
            if (done != null && done.isFinal(Period.startOf(day.plusDays(1)))) {
                rowsBefore += done.rows();
            } else {
                due.add(day);
            }
        }
        return due;
    }

    private boolean isDamaged(LocalDate day) {
        Partition partition = new Partition(cluster.environment(), day);
        boolean isDamaged =
                !warehouse.isSound(Table.CONTAINER_MEMORY, partition) || !warehouse.isSound(FetchRow.TABLE, partition);
        if (isDamaged) {
            LOG.warn("{}: {}: a file of this day is damaged, so that it is fetched anew", cluster.environment(), day);
        }
        return isDamaged;
    }

    private Prepared prepare(CloudWatchReader reader, List<LocalDate> due, Spool spool, boolean save) {
        Instant now = extraction.clock().instant();
        Discovery discovery = new Discovery(cluster, reader);
        List<Series> listed = discovery.series();
        SeriesCatalogue catalogue = SeriesCatalogue.load(warehouse, cluster);
        catalogue.listed(listed, now);
        if (save) {
            catalogue.save(warehouse, extraction.publications().open(), now);
        }
        FetchPlan plan = FetchPlan.of(due, catalogue.rows(), now);
        if (!plan.tooOld().isEmpty()) {
            LOG.warn(
                    "{}: {} days are older than CloudWatch keeps anything, the last {}",
                    cluster.environment(),
                    plan.tooOld().size(),
                    plan.tooOld().get(plan.tooOld().size() - 1));
        }
        Set<MetricCall> missing =
                plan.calls().stream().filter(call -> !spool.holds(call, now)).collect(Collectors.toUnmodifiableSet());
        LOG.info(
                "{}: {} series listed, {} in {} days to fetch, {} calls of which {} are answered already",
                cluster.environment(),
                "%,d".formatted(listed.size()),
                "%,d"
                        .formatted(plan.calls().stream()
                                .mapToLong(call -> call.queries().size())
                                .sum()),
                plan.days().size(),
                "%,d".formatted(plan.calls().size()),
                "%,d".formatted(plan.calls().size() - missing.size()));
        return new Prepared(plan, missing, discovery, listed.size());
    }

    private void refuseAboveTheLimit(long metrics) {
        Long most = connection.limits().metrics();
        if (most != null && metrics > most) {
            throw new CulpritException(
                    "environment %s: %,d metrics would have to be requested, about %s, and memory.max-metrics-requested is %,d: raise it, or choose a shorter period"
                            .formatted(
                                    cluster.environment(),
                                    metrics,
                                    Dollars.format(RequestCost.dollars(metrics, 0)),
                                    most));
        }
    }

    private void fetch(CloudWatchReader reader, Segment segment, Set<MetricCall> missing, Spool spool) {
        List<MetricCall> calls =
                segment.calls().stream().filter(missing::contains).toList();
        int all = calls.size();
        int step = Math.max(1, all / 10);
        for (int done = 0; done < all; done++) {
            MetricCall call = calls.get(done);
            // Before the call: what arrives while it is on its way may be missing in its answer.
            Instant asked = extraction.clock().instant();
            spool.write(call, reader.fetch(call), asked);
            if ((done + 1) % step == 0) {
                LOG.info(
                        "{}: {} to {}: {} of {} calls answered",
                        cluster.environment(),
                        segment.days().get(0),
                        segment.days().get(segment.days().size() - 1),
                        done + 1,
                        all);
            }
        }
    }

    private CulpritException nothing(Prepared prepared) {
        String reason;
        if (prepared.plan().days().isEmpty()) {
            reason = prepared.plan().tooOld().isEmpty()
                    ? "the period has not begun: choose another with --from and --to"
                    : "CloudWatch keeps nothing that old: choose another period with --from and --to";
        } else if (prepared.listed() == 0) {
            reason = prepared.discovery().explain();
        } else {
            reason = (cluster.platform() == Platform.ECS
                            ? "%,d series are listed, but none has values then: choose another period with --from and"
                                    + " --to"
                            : "%,d series are listed, but neither a container's percentage with its limit nor a pod's"
                                    + " working set has values then: containers need memory limits, or the CloudWatch"
                                    + " agent must be newer than August 2024; or choose another period with --from and"
                                    + " --to")
                    .formatted(prepared.listed());
        }
        return new CulpritException(
                "environment %s: CloudWatch in %s has no container memory of cluster %s for %s to %s: %s"
                        .formatted(
                                cluster.environment(),
                                cluster.access().region(),
                                Text.printable(cluster.name(), 100),
                                period.days().get(0),
                                period.lastDay(),
                                reason));
    }
}
