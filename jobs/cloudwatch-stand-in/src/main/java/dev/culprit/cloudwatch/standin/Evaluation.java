package dev.culprit.cloudwatch.standin;

import dev.culprit.cloudwatch.standin.MetricDataRequest.Query;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calculates the points of one query. Its periods begin at the call's start, as rounded by the service. */
final class Evaluation {
    private final MetricStore store;
    private final MetricDataRequest request;
    private final Instant now;

    Evaluation(MetricStore store, MetricDataRequest request, Instant now) {
        this.store = store;
        this.request = request;
        this.now = now;
    }

    Points points(Query query) {
        if (query.period() % Retention.finestPeriod(request.start(), now) != 0) {
            return Points.NONE;
        }
        long start = Retention.roundedStart(request.start(), now);
        long end = Math.min(request.end().getEpochSecond(), store.seenUntil(now));
        long from = Math.max(start, Retention.horizon(now));
        if (from >= end) {
            return Points.NONE;
        }
        Buckets buckets = new Buckets(start, query);
        store.between(query.series(), query.unit(), from, end, buckets);
        buckets.close();
        return request.ascending() ? buckets.points : buckets.points.reversed();
    }

    private static final class Buckets implements Samples.Visitor {
        private final long start;
        private final Query query;
        private final Points points = new Points(16);
        private long bucket;
        private @Nullable Statistics inBucket;

        Buckets(long start, Query query) {
            this.start = start;
            this.query = query;
        }

        @Override
        public void visit(long time, Statistics statistics) {
            long its = start + (time - start) / query.period() * query.period();
            if (inBucket != null && its == bucket) {
                inBucket = inBucket.and(statistics);
                return;
            }
            close();
            bucket = its;
            inBucket = statistics;
        }

        void close() {
            if (inBucket != null) {
                points.add(bucket, query.stat().of(inBucket));
            }
        }
    }
}
