package dev.culprit.cloudwatch.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongToDoubleFunction;

/** One series' minutes. Times are epoch seconds at the beginning of a minute. */
sealed interface Samples {
    long MINUTE = 60;

    /** The first time at or after {@code from}, or {@link Long#MAX_VALUE}. */
    long firstFrom(long from);

    /** The last time at or before {@code until}, or {@link Long#MIN_VALUE}. */
    long lastUntil(long until);

    /** Visits in ascending order; {@code until} is not visited. */
    void between(long from, long until, Visitor visitor);

    interface Visitor {
        void visit(long time, Statistics statistics);
    }

    static long minuteOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), MINUTE) * MINUTE;
    }

    final class Recorded implements Samples {
        private final NavigableMap<Long, Statistics> minutes = new ConcurrentSkipListMap<>();

        void add(Instant time, Statistics statistics) {
            minutes.merge(minuteOf(time), statistics, Statistics::and);
        }

        /** A file's record is the whole minute, however often it is delivered. */
        void replace(Instant time, Statistics statistics) {
            minutes.put(minuteOf(time), statistics);
        }

        @Override
        public long firstFrom(long from) {
            Long found = minutes.ceilingKey(from);
            return found == null ? Long.MAX_VALUE : found;
        }

        @Override
        public long lastUntil(long until) {
            Long found = minutes.floorKey(until);
            return found == null ? Long.MIN_VALUE : found;
        }

        @Override
        public void between(long from, long until, Visitor visitor) {
            for (Map.Entry<Long, Statistics> minute :
                    minutes.subMap(from, Math.max(from, until)).entrySet()) {
                visitor.visit(minute.getKey(), minute.getValue());
            }
        }
    }

    /** Calculates what it is asked for, so that weeks of thousands of series take no memory. */
    record Generated(long first, long end, long every, LongToDoubleFunction value) implements Samples {
        static Generated of(Instant from, Instant to, Duration every, LongToDoubleFunction value) {
            if (every.toSeconds() < MINUTE || every.toSeconds() % MINUTE != 0) {
                throw new IllegalArgumentException("every " + every + " is not a multiple of a minute");
            }
            return new Generated(minuteOf(from), to.getEpochSecond(), every.toSeconds(), value);
        }

        @Override
        public long firstFrom(long from) {
            long found = from <= first ? first : first + -Math.floorDiv(first - from, every) * every;
            return found < end ? found : Long.MAX_VALUE;
        }

        @Override
        public long lastUntil(long until) {
            long last = Math.min(until, end - 1);
            return last < first ? Long.MIN_VALUE : first + Math.floorDiv(last - first, every) * every;
        }

        @Override
        public void between(long from, long until, Visitor visitor) {
            long stop = Math.min(until, end);
            for (long time = firstFrom(from); time < stop; time += every) {
                visitor.visit(time, Statistics.of(value.applyAsDouble(time)));
            }
        }
    }
}
