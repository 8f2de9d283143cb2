package dev.culprit.report.page;

import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.FirstDay;
import dev.culprit.report.data.PodSamples;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.data.SeriesInventory;
import dev.culprit.report.page.ReportPage.Fact;
import dev.culprit.report.page.ReportPage.LabelRow;
import dev.culprit.report.page.ReportPage.SoFar;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what is known of a container that could not be judged: the half that is there, and when the rest can be expected. */
final class SoFarBuilder {
    private final ReportData data;

    SoFarBuilder(ReportData data) {
        this.data = data;
    }

    /** Null where the container was judged. */
    @Nullable
    SoFar of(ContainerFinding found) {
        FirstDay day = data.firstDay(found.container());
        if (day == null) {
            return null;
        }
        SeriesInventory inventory = day.inventory();
        return new SoFar(
                day.verdict() == null ? "" : DisplayText.sentence(day.verdict().sentence()),
                found.finding().memory() == null ? memory(found) : List.of(),
                inventory == null ? "" : Format.count(inventory.series(), "series", "series") + " in its scrapes",
                inventory == null
                        ? List.of()
                        : inventory.labels().stream()
                                .map(label -> new LabelRow(
                                        DisplayText.name(label.label()),
                                        Format.number((double) label.values()),
                                        Format.number((double) label.newValues()),
                                        Format.number((double) label.series())))
                                .toList(),
                inventory == null
                        ? List.of()
                        : inventory.metrics().stream()
                                .map(metric -> new Fact(
                                        DisplayText.name(metric.metric()), Format.number((double) metric.series()), ""))
                                .toList());
    }

    /** Levels, and no slope: that would be a verdict. Of the pod that changed most. */
    private List<Fact> memory(ContainerFinding found) {
        Map<String, PodSamples> own = data.measurements(found.container()).memory();
        Collection<PodSamples> pods =
                (own.isEmpty() ? data.measurementsOfPods(found.container()).memory() : own).values();
        PodSamples most = pods.stream()
                .filter(samples -> samples.size() > 1)
                .max(Comparator.comparingDouble(SoFarBuilder::change))
                .orElse(null);
        if (most == null) {
            return List.of();
        }
        int last = most.size() - 1;
        double change = change(most);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Memory last read", Format.bytes(most.value(last)), "of the replica that changed most"));
        facts.add(new Fact(
                "Change since the first reading",
                (change > 0 ? "+" : "") + Format.bytes(change),
                "in %s; no slope yet".formatted(Format.shortDuration((most.millis(last) - most.millis(0)) / 3.6e6))));
        return facts;
    }

    private static double change(PodSamples samples) {
        return samples.value(samples.size() - 1) - samples.value(0);
    }
}
