package dev.culprit.report.export;

import dev.culprit.model.Flattened;
import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.table.Table;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Forecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding as other tools take it: one flat row a label group that it names, and one for a finding that names none.
 *
 * @param verdict as {@link dev.culprit.model.finding.Verdict} has it for a word
 * @param confidence probability that the verdict is right, 0 to 1
 * @param memory null where no memory is known
 * @param group the label group that is named; null where none is
 * @param change since the weeks before; null where nothing is known of them
 * @param forecast when the memory limit is reached, as a sentence; null where none can be made
 * @param suspect the likeliest label group that is not proved; null where none is suspected
 */
public record FindingRow(
        @Flattened Place place,
        @Flattened(prefix = "period_") Period period,
        String verdict,
        double confidence,
        @Flattened @Nullable Memory memory,
        @Flattened @Nullable NamedGroup group,

        @Flattened(prefix = "change_", bare = "kind") @Nullable
        SinceEarlierWeeks change,

        @Nullable String forecast,

        @Flattened(prefix = "suspect_", bare = "labels") @Nullable
        SuspectedGroup suspect) {
    static final Table<FindingRow> TABLE = new Table<>("findings", FindingRow.class);

    /**
     * The container that is judged, with its environment in a column, as one file holds all environments.
     *
     * @param cluster of the first replica, by name, whose cluster is known
     * @param container empty where memory is measured for whole pods only
     */
    public record Place(
            String environment, @Nullable String cluster, String namespace, String workload, String container) {
        private static Place of(ReplicatedContainer container, @Nullable String cluster) {
            return new Place(
                    container.environment(),
                    cluster,
                    container.namespace(),
                    container.workload(),
                    container.container());
        }
    }

    /**
     * Memory over all lifetimes of the container's replicas.
     *
     * @param shape as {@link dev.culprit.model.finding.Shape} has it for a word
     * @param lifetimes how many there were
     * @param hoursToLimit from the highest level last seen to the memory limit at this slope; null without limit or growth
     */
    public record Memory(
            @Flattened(prefix = "slope_") Slope slope,
            String shape,
            long lifetimes,
            @Nullable Double hoursToLimit) {
        private static @Nullable Memory of(@Nullable MemoryTrend trend) {
            return trend == null
                    ? null
                    : new Memory(
                            new Slope(trend.slopeBytesPerHour(), trend.low(), trend.high()),
                            trend.shape().word(),
                            trend.lifetimes(),
                            trend.hoursToLimit());
        }
    }

    /**
     * How fast memory grows.
     *
     * @param low bytes an hour, the lower end of the 95 % interval; {@code high} the upper
     */
    public record Slope(double bytesPerHour, double low, double high) {}

    /**
     * A label group that is named, and what it costs.
     *
     * @param culprit 1 for the heaviest group of the finding
     * @param labels carry the same information; sorted
     * @param metrics the families that the group multiplies, by births
     * @param since first sight of the growth in the period
     * @param seriesPerHour births of one container (replica), per hour; {@code valuesPerHour} likewise new values
     * @param bytesPerSeries null where it could not be fitted
     * @param valuePattern the values' common shape
     * @param examples of the values
     */
    public record NamedGroup(
            int culprit,
            List<String> labels,
            List<String> metrics,
            Instant since,
            double seriesPerHour,
            double valuesPerHour,

            @Flattened(prefix = "bytes_per_series_", bare = "estimate") @Nullable
            Interval bytesPerSeries,

            String valuePattern,
            List<String> examples,
            @Flattened(prefix = "saving_") Saving saving) {
        private static NamedGroup of(int rank, Culprit culprit) {
            return new NamedGroup(
                    rank,
                    culprit.labels(),
                    culprit.metrics(),
                    culprit.since(),
                    culprit.seriesPerHour(),
                    culprit.valuesPerHour(),
                    culprit.bytesPerSeries(),
                    culprit.values().valuePattern(),
                    culprit.values().examples(),
                    culprit.saving());
        }
    }

    /**
     * How the container changed since the weeks before.
     *
     * @param kind as {@link Change.Kind} has it for a word
     * @param text a sentence
     * @param since the moment of the fix; of what is new or back, when its births began if that was dated; null where unknown
     */
    public record SinceEarlierWeeks(
            String kind, String text, @Nullable Instant since) {
        private static @Nullable SinceEarlierWeeks of(@Nullable Change change) {
            return change == null
                    ? null
                    : new SinceEarlierWeeks(change.kind().word(), change.sentence(), change.since());
        }
    }

    /**
     * A label group that may carry the growth, and is not proved to.
     *
     * @param labels carry the same information; sorted
     * @param probability that it carries the growth, 0 to 1; 0 where nothing could be weighed
     * @param seriesPerHour births of one container (replica), per hour
     * @param bytesPerSeries null where nothing could be weighed
     * @param share of the growth that the fit leaves to it, 0 to 1; 0 where nothing could be weighed
     */
    public record SuspectedGroup(
            List<String> labels,
            double probability,
            double seriesPerHour,

            @Flattened(prefix = "bytes_per_series_", bare = "estimate") @Nullable
            Interval bytesPerSeries,

            double share) {
        private static SuspectedGroup of(Suspect suspect) {
            return new SuspectedGroup(
                    suspect.labels(),
                    suspect.probability(),
                    suspect.seriesPerHour(),
                    suspect.bytesPerSeries(),
                    suspect.share());
        }
    }

    /** In the order of the report. */
    static List<FindingRow> of(ReportData data) {
        List<FindingRow> rows = new ArrayList<>();
        for (ContainerFinding found : data.findings()) {
            List<Culprit> culprits = found.finding().culprits();
            if (culprits.isEmpty()) {
                rows.add(of(data, found, null));
            }
            for (int i = 0; i < culprits.size(); i++) {
                rows.add(of(data, found, NamedGroup.of(i + 1, culprits.get(i))));
            }
        }
        return rows;
    }

    private static FindingRow of(ReportData data, ContainerFinding found, @Nullable NamedGroup group) {
        Finding finding = found.finding();
        Forecast forecast = data.forecast(found.container());
        return new FindingRow(
                Place.of(found.container(), finding.cluster()),
                finding.period(),
                finding.verdict().word(),
                finding.confidence(),
                Memory.of(finding.memory()),
                group,
                SinceEarlierWeeks.of(data.change(found.container())),
                forecast == null ? null : forecast.sentence(),
                found.suspects().stream().findFirst().map(SuspectedGroup::of).orElse(null));
    }
}
