package dev.culprit.report.page;

import dev.culprit.model.finding.Experiment;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.page.ReportPage.Fact;
import dev.culprit.report.page.ReportPage.SuspectNote;
import dev.culprit.report.page.ReportPage.SuspectedGroup;
import dev.culprit.report.remedy.LabelUse;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.report.remedy.Remedy;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells of the label group that a finding suspects and does not prove. */
final class SuspectBuilder {
    private final ReportData data;
    private final Remedies remedies;

    SuspectBuilder(ReportData data, Remedies remedies) {
        this.data = data;
        this.remedies = remedies;
    }

    /** Null where nobody is suspected. */
    @Nullable
    SuspectedGroup of(ContainerFinding found) {
        Suspect suspect = found.suspect();
        return suspect == null
                ? null
                : new SuspectedGroup(
                        SuspectNote.of(suspect),
                        facts(suspect),
                        experiment(suspect.experiment()),
                        remedy(found, suspect));
    }

    private static String experiment(@Nullable Experiment experiment) {
        return experiment == null
                ? ""
                : DisplayText.sentence("To decide: %s %s It shows within %s."
                        .formatted(experiment.action(), experiment.expected(), Format.duration(experiment.hours())));
    }

    private static List<Fact> facts(Suspect suspect) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("New series", Format.perHour(suspect.seriesPerHour()) + " /h", "births, per replica"));
        Interval each = suspect.bytesPerSeries();
        if (each != null) {
            facts.add(new Fact(
                    "Each would cost",
                    Format.bytes(each.estimate()),
                    Format.bytes(each.low()) + " to " + Format.bytes(each.high())));
            facts.add(new Fact("Share of growth", Format.percent(suspect.share()), "in the fit"));
        }
        return facts;
    }

    /** Null where it is not known which metrics the labels are on, as where the scrapes are another container's. */
    private @Nullable Remedy remedy(ContainerFinding found, Suspect suspect) {
        List<String> metrics = metrics(found, suspect.labels());
        return metrics.isEmpty()
                ? null
                : remedies.remedyFor(found.container(), new LabelUse(suspect.labels(), metrics, null));
    }

    /** By births, the heaviest first, as those of a culprit are. */
    private List<String> metrics(ContainerFinding found, List<String> labels) {
        Map<String, Long> births = new TreeMap<>();
        for (GrowthRow row : data.growth(found.container())) {
            if (row.labels().equals(labels)) {
                births.merge(row.metric(), row.growth().births(), Long::sum);
            }
        }
        return births.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
