package dev.culprit.extract.memory.promql;

import dev.culprit.extract.memory.readings.DayStager;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.extract.memory.samples.DayMemory;
import dev.culprit.extract.memory.samples.DaySeries;
import dev.culprit.extract.memory.samples.PodOwners;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.cloudwatch.MetricLook;
import dev.culprit.prometheus.cloudwatch.ResourceLabels;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.SamplePrice;
import dev.culprit.prometheus.whole.FewerMoments;
import dev.culprit.prometheus.whole.Grid;
import dev.culprit.prometheus.whole.GridAnswers;
import dev.culprit.prometheus.whole.GridSeries;
import dev.culprit.prometheus.whole.TargetLook;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.Targets;
import dev.culprit.warehouse.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory of CloudWatch's PromQL: cAdvisor's and kube-state-metrics' own series at moments, each day published by itself. Days that
 * are final in the tables are not asked for again.
 */
final class MomentExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(MomentExtraction.class);

    private final QueryMemory source;
    private final PrometheusServer server;
    private final Extraction extraction;
    private final PrometheusClient client;
    private final GridAnswers answers;
    private long rowsBefore;
    /** Of the day that was asked last. */
    private @Nullable DayStager stagerBefore;

    private @Nullable LocalDate dayBefore;

    MomentExtraction(QueryMemory source, Extraction extraction) {
        this.source = source;
        this.server = source.server();
        this.extraction = extraction;
        this.client = PrometheusClient.of(server);
        this.answers = new GridAnswers(client);
    }

    /** @throws CulpritException where there is no memory of the period, or it cannot be had whole */
    Outcome run() {
        List<LocalDate> due = due();
        if (due.isEmpty()) {
            LOG.info("{}: all days are in the tables, CloudWatch is not asked", source.environment());
            return Outcome.ofSamples(0, 0, 0);
        }
        long before = client.cost().samples();
        TargetLook.probe(client);
        long rows = 0;
        long unread = 0;
        long ofLastDay = 0;
        for (LocalDate day : due) {
            // Before it is asked: a day is about what the one before was.
            client.cost().spend(ofLastDay);
            long beforeDay = client.cost().samples();
            SkippedInput skipped = new SkippedInput();
            rows += read(day, skipped);
            unread += skipped.count();
            ofLastDay = client.cost().samples() - beforeDay;
        }
        LOG.info("{}: asked for so far: {}", source.environment(), client.cost());
        if (rows == 0 && rowsBefore == 0) {
            throw new CulpritException(
                    "environment %s: %s has no container_memory_working_set_bytes for %s to %s: Container Insights must run in its OpenTelemetry mode, cluster must be its name, and metrics are kept for 15 months"
                            .formatted(
                                    source.environment(),
                                    Text.printable(Secrets.masked(server.url()), 200),
                                    extraction.period().days().get(0),
                                    extraction.period().lastDay()));
        }
        return Outcome.ofSamples(rows, unread, client.cost().samples() - before);
    }

    /** What {@link #run} would ask for at most, by one moment an hour. */
    MemoryEstimate estimate() {
        List<LocalDate> due = due();
        long series = 0;
        long requests = 0;
        long samples = 0;
        for (LocalDate day : due) {
            for (MomentQuestion question : MomentQuestion.all()) {
                @Nullable Grid hourly = grid(day, Duration.ofHours(1));
                if (hourly == null) {
                    continue;
                }
                long[] counts = answers.count(question.selector(server), hourly);
                long most = LongStream.of(counts).max().orElse(0);
                // Counted and fetched.
                samples += 2
                        * FewerMoments.sumAtMost(
                                counts,
                                Duration.ofHours(1).toMillis() / question.step().toMillis());
                series += question.metric().equals(DayMemory.WORKING_SET) ? most : 0;
                requests += most == 0 ? 1 : 2 + 2 * (most / server.limits().seriesPerAnswer());
            }
        }
        return MemoryEstimate.ofSamples(
                source.environment(),
                due.isEmpty() ? 0 : (series + due.size() - 1) / due.size(),
                due.size(),
                requests,
                samples,
                samples * SamplePrice.of(server),
                server.limits().maxSamples());
    }

    private List<LocalDate> due() {
        List<LocalDate> due = new ArrayList<>();
        for (LocalDate day : extraction.period().days()) {
            Partition partition = new Partition(source.environment(), day);
            boolean isSound = extraction.warehouse().isSound(Table.CONTAINER_MEMORY, partition)
                    && extraction.warehouse().isSound(FetchedDay.TABLE, partition);
            @Nullable
            FetchedDay done = isSound
                    ? extraction.warehouse().read(FetchedDay.TABLE, partition).stream()
                            .filter(each -> each.isOf(server, source.labels()))
                            .findFirst()
                            .orElse(null)
                    : null;
            if (done != null && done.isFinal(Period.startOf(day.plusDays(1)))) {
                rowsBefore += done.rows();
            } else {
                due.add(day);
            }
        }
        return due;
    }

    /** Null where the day has not begun. */
    private @Nullable Grid grid(LocalDate day, Duration step) {
        long from = Period.startOf(day).toEpochMilli();
        long to = Math.min(
                Period.startOf(day.plusDays(1)).toEpochMilli(),
                extraction.clock().instant().minus(MetricLook.LATENCY).toEpochMilli());
        return from >= to ? null : new Grid(from, step.toMillis(), (int) ((to - 1 - from) / step.toMillis() + 1));
    }

    private long read(LocalDate day, SkippedInput skipped) {
        Instant asked = extraction.clock().instant();
        @Nullable Grid minutes = grid(day, Duration.ofMinutes(1));
        if (minutes == null) {
            return 0;
        }
        long before = client.cost().samples();
        Publication publication = extraction.publications().open();
        DayStager stager = new DayStager(source.environment(), QueryMemory.ROWS, server.url(), publication, skipped);
        if (stagerBefore != null && day.minusDays(1).equals(dayBefore)) {
            stager.after(stagerBefore);
        }
        List<SeriesSource> series = new ArrayList<>();
        List<SeriesSource> owners = new ArrayList<>();
        for (MomentQuestion question : MomentQuestion.all()) {
            @Nullable Grid grid = grid(day, question.step());
            if (grid != null) {
                (question.isOfOwners() ? owners : series).add(ask(question, grid));
            }
        }
        try {
            new DayMemory(
                            new DaySeries(series, minutes.first(), minutes.last()),
                            source.labels(),
                            PodOwners.find(owners),
                            skipped,
                            stager)
                    .read(Targets.find(List.of(), source.labels()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        stager.endOfDay(day);
        Partition partition = new Partition(source.environment(), day);
        publication.write(Table.UNREAD_MEMORY, partition, skipped.rows());
        if (stager.rows() > 0) {
            publication.write(
                    FetchedDay.TABLE,
                    partition,
                    List.of(new FetchedDay(
                            server.url(),
                            server.askedAs(),
                            server.matchers().toString(),
                            source.labels().toString(),
                            asked,
                            Instant.ofEpochMilli(minutes.last() + minutes.step()),
                            client.cost().samples() - before,
                            stager.rows())));
        }
        publication.publish();
        stagerBefore = stager;
        dayBefore = day;
        return stager.rows();
    }

    private GatheredSeries ask(MomentQuestion question, Grid grid) {
        GatheredSeries queried = new GatheredSeries(server.url(), grid.first(), grid.last() + 1);
        long[] counts = answers.count(question.selector(server), grid);
        if (question.metric().equals(DayMemory.WORKING_SET)) {
            answers.refuseClamped(question.selector(server), grid, counts);
        }
        for (GridSeries each : answers.series(question.selector(server), grid, counts)) {
            int number = queried.add(ResourceLabels.ofKubernetes(each.labels()));
            for (int place = 0; place < grid.size(); place++) {
                if (each.isShown(place)) {
                    queried.add(number, grid.time(place), Double.doubleToRawLongBits(each.value(place)));
                }
            }
        }
        return queried;
    }
}
