package dev.culprit.prometheus.cloudwatch;

import dev.culprit.tsdb.series.Labels;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many samples CloudWatch reads for all moments of a period, told by a look each hour at all of its days and by one at every moment of
 * one day. It is a ratio estimate (Cochran, Sampling Techniques, chapter 6): what that day takes for each sample that the look by the hour
 * has seen of it, metric by metric, and those apart whose number of series no hour has seen changing. What no hour of that day has seen is
 * taken to be as much on every day.
 */
public final class MomentForecast {
    private final MetricLook hourly;
    private final int perHour;
    private final Map<Kind, Ratio> ratios = new HashMap<>();
    private Ratio ofAll = Ratio.NOTHING;
    private Ratio bound = Ratio.NOTHING;
    /** What is taken on all days by what no hour of the one day has seen anything alike of. */
    private final double unseen;

    /** What is alike in what it takes. */
    private record Kind(String metric, boolean isUnchanging) {
        private static Kind of(ShownMetric shown) {
            return new Kind(shown.metric(), shown.isUnchanging());
        }
    }

    /** Of one day: samples that it takes, of so many told. */
    private record Ratio(long taken, long told) {
        private static final Ratio NOTHING = new Ratio(0, 0);

        private Ratio plus(long moreTaken, long moreTold) {
            return new Ratio(taken + moreTaken, told + moreTold);
        }

        private double of(long samples) {
            return (double) samples * taken / told;
        }
    }

    private record Key(String metric, Labels group, Labels endpoint) {
        private static Key of(ShownMetric shown) {
            return new Key(shown.metric(), shown.group(), shown.endpoint());
        }
    }

    /**
     * @param hourly all days
     * @param moments one of them
     * @param perHour so many moments are in an hour
     */
    public MomentForecast(MetricLook hourly, MetricLook moments, int perHour) {
        this.hourly = hourly;
        this.perHour = perHour;
        Map<Key, ShownMetric> byHour = new HashMap<>();
        moments.days().stream().flatMap(hourly::shown).forEach(shown -> {
            byHour.put(Key.of(shown), shown);
            ratios.merge(Kind.of(shown), new Ratio(0, shown.samples()), (one, more) -> one.plus(0, more.told()));
            ofAll = ofAll.plus(0, shown.samples());
            bound = bound.plus(0, atMost(shown));
        });
        moments.days().stream().flatMap(moments::shown).forEach(shown -> {
            long taken = shown.samples() + shown.samplesToAsk();
            @Nullable ShownMetric seen = byHour.get(Key.of(shown));
            Kind kind = seen == null ? new Kind(shown.metric(), false) : Kind.of(seen);
            ratios.merge(kind, new Ratio(taken, 0), (one, more) -> one.plus(more.taken(), 0));
            ofAll = ofAll.plus(taken, 0);
            bound = bound.plus(taken, 0);
        });
        long unseenOfDay = ratios.values().stream()
                .filter(each -> each.told() == 0)
                .mapToLong(Ratio::taken)
                .sum();
        long hoursOfDay = hours(hourly, moments.days());
        unseen = hoursOfDay == 0 ? 0 : (double) unseenOfDay * hours(hourly, hourly.days()) / hoursOfDay;
    }

    private static long hours(MetricLook hourly, Set<LocalDate> days) {
        return days.stream().mapToLong(day -> hourly.grid(day).size()).sum();
    }

    private long atMost(ShownMetric shown) {
        return shown.samplesAtMost(perHour) + shown.samplesToAskAtMost(perHour);
    }

    /**
     * About so many: each is counted, and asked for where its series may have changed. No more than at most: one hour that has by chance seen little of
     * a metric makes much of it on other days.
     */
    public long samples() {
        return Math.min(Math.round(unseen + all().mapToDouble(this::samples).sum()), samplesAtMost());
    }

    private double samples(ShownMetric shown) {
        Ratio own = ratios.getOrDefault(Kind.of(shown), Ratio.NOTHING);
        Ratio ratio = own.told() > 0 ? own : ofAll;
        return ratio.told() > 0 ? ratio.of(shown.samples()) : atMost(shown);
    }

    /**
     * As if there were always as many series between two hours as at the fuller of them, and all were asked for at each moment; more by as much as the
     * one day takes more than that, where more come and go within an hour.
     */
    public long samplesAtMost() {
        long most = all().mapToLong(this::atMost).sum();
        long within = Math.round(most + unseen);
        return bound.taken() > bound.told() && bound.told() > 0 ? Math.max(within, Math.round(bound.of(most))) : within;
    }

    private Stream<ShownMetric> all() {
        return hourly.days().stream().flatMap(hourly::shown);
    }
}
