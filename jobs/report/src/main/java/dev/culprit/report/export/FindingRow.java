package dev.culprit.report.export;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.MemoryTrend;
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
 * @param culprit 1 for the heaviest group; null where none is named
 * @param suspect the likeliest label group that is not proved; empty where none is suspected
 * @param change as {@link Change.Kind}, null where nothing is known of earlier weeks
 */
public record FindingRow(
        String environment,
        @Nullable String cluster,
        String namespace,
        String workload,
        String container,
        Instant periodFrom,
        Instant periodTo,
        String verdict,
        double confidence,
        @Nullable Double slopeBytesPerHour,
        @Nullable Double slopeLow,
        @Nullable Double slopeHigh,
        @Nullable String shape,
        @Nullable Long lifetimes,
        @Nullable Double hoursToLimit,
        @Nullable Integer culprit,
        List<String> labels,
        List<String> metrics,
        @Nullable Instant since,
        @Nullable Double seriesPerHour,
        @Nullable Double valuesPerHour,
        @Nullable Double bytesPerSeries,
        @Nullable Double bytesPerSeriesLow,
        @Nullable Double bytesPerSeriesHigh,
        @Nullable String valuePattern,
        List<String> examples,
        @Nullable Long savingSeries,
        @Nullable Long savingBytes,
        @Nullable String change,
        @Nullable String changeText,
        @Nullable Instant changeSince,
        @Nullable String forecast,
        List<String> suspect,
        @Nullable Double suspectProbability,
        @Nullable Double suspectSeriesPerHour,
        @Nullable Double suspectBytesPerSeries,
        @Nullable Double suspectBytesPerSeriesLow,
        @Nullable Double suspectBytesPerSeriesHigh,
        @Nullable Double suspectShare) {
    static final Table<FindingRow> TABLE = new Table<>("findings", FindingRow.class);

    /** In the order of the report. */
    static List<FindingRow> of(ReportData data) {
        List<FindingRow> rows = new ArrayList<>();
        for (ContainerFinding found : data.findings()) {
            List<Culprit> culprits = found.finding().culprits();
            if (culprits.isEmpty()) {
                rows.add(of(data, found, null, null));
            }
            for (int i = 0; i < culprits.size(); i++) {
                rows.add(of(data, found, i + 1, culprits.get(i)));
            }
        }
        return rows;
    }

    private static FindingRow of(
            ReportData data, ContainerFinding found, @Nullable Integer rank, @Nullable Culprit culprit) {
        Finding finding = found.finding();
        MemoryTrend memory = finding.memory();
        Interval each = culprit == null ? null : culprit.bytesPerSeries();
        Change change = data.change(found.container());
        Forecast forecast = data.forecast(found.container());
        Suspect suspect = found.suspects().stream().findFirst().orElse(null);
        Interval suspectsBytes = suspect == null ? null : suspect.bytesPerSeries();
        return new FindingRow(
                found.container().environment(),
                finding.cluster(),
                found.container().namespace(),
                found.container().workload(),
                found.container().container(),
                finding.period().from(),
                finding.period().to(),
                finding.verdict().word(),
                finding.confidence(),
                memory == null ? null : (Double) memory.slopeBytesPerHour(),
                memory == null ? null : (Double) memory.low(),
                memory == null ? null : (Double) memory.high(),
                memory == null ? null : memory.shape().word(),
                memory == null ? null : (Long) memory.lifetimes(),
                memory == null ? null : memory.hoursToLimit(),
                rank,
                culprit == null ? List.of() : culprit.labels(),
                culprit == null ? List.of() : culprit.metrics(),
                culprit == null ? null : culprit.since(),
                culprit == null ? null : (Double) culprit.seriesPerHour(),
                culprit == null ? null : (Double) culprit.valuesPerHour(),
                each == null ? null : (Double) each.estimate(),
                each == null ? null : (Double) each.low(),
                each == null ? null : (Double) each.high(),
                culprit == null ? null : culprit.values().valuePattern(),
                culprit == null ? List.of() : culprit.values().examples(),
                culprit == null ? null : (Long) culprit.saving().series(),
                culprit == null ? null : (Long) culprit.saving().bytes(),
                change == null ? null : change.kind().word(),
                change == null ? null : change.sentence(),
                change == null ? null : change.since(),
                forecast == null ? null : forecast.sentence(),
                suspect == null ? List.of() : suspect.labels(),
                suspect == null ? null : (Double) suspect.probability(),
                suspect == null ? null : (Double) suspect.seriesPerHour(),
                suspectsBytes == null ? null : (Double) suspectsBytes.estimate(),
                suspectsBytes == null ? null : (Double) suspectsBytes.low(),
                suspectsBytes == null ? null : (Double) suspectsBytes.high(),
                suspect == null ? null : (Double) suspect.share());
    }
}
