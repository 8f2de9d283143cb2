package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.FetchPlan.Segment;
import dev.culprit.extract.memory.cloudwatch.api.MetricCall;
import dev.culprit.extract.memory.cloudwatch.api.SeriesQuery;
import dev.culprit.extract.memory.cloudwatch.api.Window;
import dev.culprit.extract.memory.insights.MemoryMetric;
import dev.culprit.extract.memory.readings.DayStager;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Reading;
import dev.culprit.extract.memory.readings.RowTraits;
import dev.culprit.extract.memory.readings.SamePeriod;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.Publications;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes rows of a segment's spooled answers, and publishes each day by itself, with what was fetched for it. */
final class SpooledDays {
    /** Readings in memory at a time: some 80 MB, at 20 bytes each. By hand. */
    private static final long READINGS_AT_ONCE = 4_000_000;

    private final CloudWatchCluster cluster;
    private final Segment segment;
    private final Spool spool;
    private final Publications publications;
    private final RowTraits traits;

    SpooledDays(CloudWatchCluster cluster, Segment segment, Spool spool, Publications publications) {
        this.cluster = cluster;
        this.segment = segment;
        this.spool = spool;
        this.publications = publications;
        this.traits = new RowTraits(CloudWatchCluster.SOURCE, segment.periodSeconds(), SamePeriod.FULLEST);
    }

    Outcome publish() {
        long rows = 0;
        long unread = 0;
        int atOnce = daysAtOnce();
        for (int from = 0; from < segment.days().size(); from += atOnce) {
            List<LocalDate> some =
                    segment.days().subList(from, Math.min(segment.days().size(), from + atOnce));
            for (OpenDay day : read(some).values()) {
                day.publish();
                rows += day.book.rows();
                unread += day.unread.count();
            }
        }
        return new Outcome(rows, unread, 0, 0);
    }

    private int daysAtOnce() {
        long aDay = segment.calls().stream()
                        .mapToLong(call -> call.queries().size())
                        .sum()
                * (24 * 60 * 60 / segment.periodSeconds());
        return (int) Math.max(1, Math.min(segment.days().size(), READINGS_AT_ONCE / Math.max(1, aDay)));
    }

    private Map<LocalDate, OpenDay> read(List<LocalDate> days) {
        Map<LocalDate, OpenDay> open = new LinkedHashMap<>();
        days.forEach(day -> open.put(day, new OpenDay(day)));
        for (MetricCall call : segment.callsOf(days)) {
            Spool.Entry entry = spool.read(call);
            for (int query = 0; query < call.queries().size(); query++) {
                SeriesQuery asked = call.queries().get(query);
                double[] values = entry.result().values()[query];
                for (OpenDay day : open.values()) {
                    day.add(asked, call.window(), values);
                }
            }
            open.values().forEach(day -> day.covered(call, entry.fetchedAt()));
        }
        return open;
    }

    /** A day that is being put together. */
    private final class OpenDay {
        private final LocalDate day;
        private final Window window;
        private final Publication publication = publications.open();
        private final SkippedInput unread = new SkippedInput();
        private final DayStager book;
        private @Nullable Instant fetchedAt;
        private long metrics;
        private long calls;

        OpenDay(LocalDate day) {
            this.day = day;
            this.window = segment.windowOf(day);
            this.book = new DayStager(cluster.environment(), traits, cluster.place(), publication, unread);
        }

        void add(SeriesQuery query, Window asked, double[] values) {
            MemoryMetric metric =
                    MemoryMetric.of(query.series().namespace(), query.series().metric(), query.statistic());
            Map<String, String> dimensions = query.series().dimensions();
            MetricSubject subject = Objects.requireNonNull(metric.setOf(dimensions.keySet()), "only such are asked for")
                    .subject(dimensions);
            int first = slot(asked, window.from());
            int last = slot(asked, window.to());
            for (int slot = first; slot < last; slot++) {
                if (!Double.isNaN(values[slot])) {
                    add(metric, new Reading(metric.quantity(), subject, asked.timeOf(slot), values[slot], 1));
                }
            }
        }

        private void add(MemoryMetric metric, Reading reading) {
            String fault = metric.faultOf(reading.value());
            if (fault == null) {
                book.reading(reading);
            } else {
                unread.add(cluster.place(), reading.time().toString(), fault, 1);
            }
        }

        /** The place of the time in the window asked for, or the nearer end of it. */
        private static int slot(Window asked, Instant time) {
            long slot =
                    Math.floorDiv(time.getEpochSecond() - asked.from().getEpochSecond(), (long) asked.periodSeconds());
            return (int) Math.max(0, Math.min(asked.points(), slot));
        }

        void covered(MetricCall call, Instant at) {
            if (slot(call.window(), window.from()) < slot(call.window(), window.to())) {
                metrics += call.queries().size();
                calls++;
                fetchedAt = fetchedAt == null || at.isBefore(fetchedAt) ? at : fetchedAt;
            }
        }

        void publish() {
            book.endOfDay(day);
            Partition partition = new Partition(cluster.environment(), day);
            publication.write(Table.UNREAD_MEMORY, partition, unread.rows());
            // A day without rows is asked for again: that nothing was measured on it is rare, and cheap to ask.
            if (fetchedAt != null && book.rows() > 0) {
                publication.write(
                        FetchRow.TABLE,
                        partition,
                        List.of(new FetchRow(
                                cluster.access().region(),
                                cluster.name(),
                                cluster.access().roleArn(),
                                cluster.access().accountId(),
                                cluster.platform().word(),
                                fetchedAt,
                                window.to(),
                                segment.periodSeconds(),
                                metrics,
                                calls,
                                book.rows())));
            }
            publication.publish();
        }
    }
}
