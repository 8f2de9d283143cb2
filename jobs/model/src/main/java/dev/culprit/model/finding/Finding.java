package dev.culprit.model.finding;

import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conclusion on one container of one workload in one environment, over one period.
 *
 * @param cluster of the first replica, by name, whose cluster is known
 * @param confidence probability that the verdict is right, as the method estimates it
 * @param memory null where no memory is known
 * @param culprits for {@code label}, heaviest first; for {@code watch} the labels to watch
 * @param evidence heaviest first
 * @param refutedBy observations that would overturn the verdict
 * @param missing data that would make the verdict more certain; for {@code insufficient-data} the data that is needed
 * @param environments the same container elsewhere, for contrast
 * @param interventions changes of births or of growth that were dated inside the period, whatever the verdict; null in rows
 *     that were written before there was this column
 * @param suspects label groups that may carry the growth and are not proved to, the likeliest first; empty for {@code label};
 *     null in rows that were written before there was this column
 * @param pValue share of pairs of climbing memory and unrelated births, in this environment, that score as high as the likeliest label does,
 *     or of simulated innocents where more of these do; null where the container was not tested or the fleet is too small for such a null
 */
public record Finding(
        @Nullable String cluster,
        @Flattened ReplicatedContainer container,
        @Flattened(prefix = "period_") Period period,
        Verdict verdict,
        double confidence,
        @Nullable MemoryTrend memory,
        List<Culprit> culprits,
        List<Evidence> evidence,
        List<String> refutedBy,
        List<String> missing,
        List<Elsewhere> environments,
        @Nullable List<Intervention> interventions,
        @Nullable List<Suspect> suspects,
        @Nullable Double pValue)
        implements Serializable {

    /** Without a null of the fleet that it belongs to. */
    public Finding(
            @Nullable String cluster,
            ReplicatedContainer container,
            Period period,
            Verdict verdict,
            double confidence,
            @Nullable MemoryTrend memory,
            List<Culprit> culprits,
            List<Evidence> evidence,
            List<String> refutedBy,
            List<String> missing,
            List<Elsewhere> environments,
            @Nullable List<Intervention> interventions,
            @Nullable List<Suspect> suspects) {
        this(
                cluster,
                container,
                period,
                verdict,
                confidence,
                memory,
                culprits,
                evidence,
                refutedBy,
                missing,
                environments,
                interventions,
                suspects,
                null);
    }

    public Finding with(double p, List<Evidence> more) {
        return new Finding(
                cluster,
                container,
                period,
                verdict,
                confidence,
                memory,
                culprits,
                List.copyOf(more),
                refutedBy,
                missing,
                environments,
                interventions,
                suspects,
                p);
    }

    /** The same with nobody named. */
    public Finding undecided(List<String> stillMissing, List<Suspect> suspected) {
        return new Finding(
                cluster,
                container,
                period,
                Verdict.INSUFFICIENT_DATA,
                0,
                memory,
                List.of(),
                evidence,
                List.of(),
                stillMissing,
                environments,
                interventions,
                suspected,
                pValue);
    }

    public Finding with(List<Elsewhere> others) {
        return new Finding(
                cluster,
                container,
                period,
                verdict,
                confidence,
                memory,
                culprits,
                evidence,
                refutedBy,
                missing,
                others,
                interventions,
                suspects,
                pValue);
    }

    /**
     * Memory over all lifetimes of the container's replicas.
     *
     * @param low lower end of the slope's 95 % interval, {@code high} the upper
     * @param hoursToLimit from the highest level last seen to the memory limit at this slope; null without limit or growth
     */
    public record MemoryTrend(
            double slopeBytesPerHour,
            double low,
            double high,
            Shape shape,
            long lifetimes,
            @Nullable Double hoursToLimit)
            implements Serializable {}

    /**
     * A label group and its cost.
     *
     * @param labels carry the same information; sorted
     * @param metrics the families that the group multiplies, by births
     * @param since first sight of the growth in the period
     * @param seriesPerHour births of one container (replica), per hour; {@code valuesPerHour} likewise new values
     * @param bytesPerSeries null where it could not be fitted
     */
    public record Culprit(
            List<String> labels,
            List<String> metrics,
            double confidence,
            Instant since,
            double seriesPerHour,
            double valuesPerHour,
            double seriesPerValue,
            @Nullable Interval bytesPerSeries,
            @Flattened LabelValues values,
            Saving saving)
            implements Serializable {}

    /** An estimate and its 95 % interval; of a price by the account alone, all of the growth, and from half of it to all. */
    public record Interval(double estimate, double low, double high) implements Serializable {}

    /**
     * What a container would hold less without the group: its series that live when each replica is last scraped, born in that
     * process's time after the first hour; the median of the replicas.
     *
     * @param bytes 0 where bytes per series are unknown
     */
    public record Saving(long series, long bytes) implements Serializable {}

    /** One piece of evidence: its kind ({@code association}, {@code environment-contrast}, ...), a sentence, and its figures. */
    public record Evidence(String kind, String text, List<Figure> figures) implements Serializable {}

    public record Figure(String name, double value) implements Serializable {}

    /** The same workload's container in another environment. */
    public record Elsewhere(
            String environment,
            Verdict verdict,
            double seriesPerHour,
            @Nullable Double slopeBytesPerHour) implements Serializable {}

    /**
     * A lasting change in all replicas, such as a deployment that fixed a label, or an experiment in one. Rates are per hour and replica.
     *
     * @param kind {@link #BIRTHS_STOPPED}, {@link #BIRTHS_STOPPED_IN_ONE}, {@link #BIRTHS_STARTED} or {@link #GROWTH_STOPPED} (while births went on)
     * @param labels whose births changed
     * @param conclusion what memory's reaction says of the labels: {@code convicts}, {@code acquits} or {@code undecided}
     * @param slope of memory, bytes an hour, within lifetimes
     * @param lifetimes that the slope was read from; {@code hours} of readings in them, all replicas
     */
    public record Intervention(
            String kind,
            List<String> labels,
            @Flattened Dating at,
            String conclusion,
            @Flattened(prefix = "values_per_hour_") BeforeAfter<Double> valuesPerHour,
            @Flattened(prefix = "series_per_hour_") BeforeAfter<Double> seriesPerHour,
            @Flattened(prefix = "slope_") BeforeAfter<Interval> slope,
            @Flattened(prefix = "lifetimes_") BeforeAfter<Long> lifetimes,
            @Flattened(prefix = "hours_") BeforeAfter<Double> hours)
            implements Serializable {
        public static final String BIRTHS_STOPPED = "births-stopped";
        /** An experiment, or a leader that has moved: they went on in the others. */
        public static final String BIRTHS_STOPPED_IN_ONE = "births-stopped-in-one-replica";

        public static final String BIRTHS_STARTED = "births-started";
        public static final String GROWTH_STOPPED = "growth-stopped";

        /**
         * When it was.
         *
         * @param moment lies between {@code earliest} and {@code latest} at about 95 %
         * @param atRestart whether all processes were restarted at that moment
         */
        public record Dating(Instant moment, Instant earliest, Instant latest, boolean atRestart)
                implements Serializable {}
    }
}
