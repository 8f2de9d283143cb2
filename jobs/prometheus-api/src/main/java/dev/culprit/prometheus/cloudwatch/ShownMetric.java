package dev.culprit.prometheus.cloudwatch;

import dev.culprit.prometheus.whole.FewerMoments;
import dev.culprit.tsdb.series.Labels;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How many series of one metric an address has shown at the moments of a day.
 *
 * @param group labels by which CloudWatch tells them from others'
 * @param endpoint the address
 */
public record ShownMetric(String metric, Labels group, Labels endpoint, long[] counts) implements Serializable {
    /** By hand: so few cost nothing, and are asked for at each moment, as those that tell of starts and memory are. */
    private static final long FEW = 20;

    /** Whether the number of series never changes while there are any, and values say nothing that is wanted. */
    boolean isUnchanging() {
        long some = 0;
        for (long count : counts) {
            if (count > 0) {
                if (some > 0 && count != some) {
                    return false;
                }
                some = count;
            }
        }
        return some > FEW && !isOfValues();
    }

    /** Whether values of the metric tell of births and restarts. */
    private boolean isOfValues() {
        return metric.endsWith("_total") || metric.endsWith("_count");
    }

    int first() {
        for (int place = 0; place < counts.length; place++) {
            if (counts[place] > 0) {
                return place;
            }
        }
        return -1;
    }

    int last() {
        for (int place = counts.length - 1; place >= 0; place--) {
            if (counts[place] > 0) {
                return place;
            }
        }
        return -1;
    }

    long most() {
        return LongStream.of(counts).max().orElse(0);
    }

    long samples() {
        return LongStream.of(counts).sum();
    }

    /** Of what never changes only the ends are asked for. */
    long samplesToAsk() {
        return isUnchanging() ? counts[first()] * (first() == last() ? 1 : 2) : samples();
    }

    /** How many there are at most at moments of which so many are between two of these. */
    long samplesAtMost(int perStep) {
        return FewerMoments.sumAtMost(counts, perStep);
    }

    /**
     * How many are asked for at most by moments at a shorter distance. What never changes by this look may change between its moments, and is asked
     * for at each then; what is alike in number and not in name is asked for at the ends before.
     */
    long samplesToAskAtMost(int perStep) {
        return samplesAtMost(perStep) + (most() > FEW && !isOfValues() ? 2 * most() : 0);
    }

    /** Labels that the series have, those among them that they do not have: as empty ones. */
    Map<String, String> conditions(Iterable<String> by) {
        Map<String, String> conditions = new HashMap<>();
        for (String label : by) {
            @Nullable String value = group.get(label);
            conditions.put(label, value == null ? "" : value);
        }
        return conditions;
    }
}
