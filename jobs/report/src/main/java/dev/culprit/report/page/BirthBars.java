package dev.culprit.report.page;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.page.ReportPage.Bar;
import dev.culprit.report.page.ReportPage.BirthGroup;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Births by label group, summed over lifetimes and metrics, in every environment. The widest bars lead to the cause. */
final class BirthBars {
    /** By hand: later groups are too small to matter. */
    private static final int GROUPS = 6;

    private BirthBars() {}

    /** @param containers the container itself, then its counterparts elsewhere */
    static List<BirthGroup> groups(ReportData data, List<ReplicatedContainer> containers) {
        Map<List<String>, Map<ReplicatedContainer, Long>> births = new HashMap<>();
        for (ReplicatedContainer container : containers) {
            for (GrowthRow row : data.growth(container)) {
                births.computeIfAbsent(row.labels(), group -> new HashMap<>())
                        .merge(container, row.growth().births(), Long::sum);
            }
        }
        long longest = births.values().stream()
                .flatMap(group -> group.values().stream())
                .max(Long::compare)
                .orElse(0L);
        return longest == 0
                ? List.of()
                : births.entrySet().stream()
                        .sorted(Comparator.comparingLong(
                                        (Map.Entry<List<String>, Map<ReplicatedContainer, Long>> group) ->
                                                -group.getValue().values().stream()
                                                        .mapToLong(count -> count)
                                                        .sum())
                                .thenComparing(group -> String.join(",", group.getKey())))
                        .limit(GROUPS)
                        .map(group -> group(group.getKey(), group.getValue(), containers, longest))
                        .toList();
    }

    private static BirthGroup group(
            List<String> labels,
            Map<ReplicatedContainer, Long> births,
            List<ReplicatedContainer> containers,
            long longest) {
        return new BirthGroup(
                labels.stream().map(DisplayText::name).collect(Collectors.joining(", ")),
                containers.stream()
                        .map(container ->
                                bar(container, births.getOrDefault(container, 0L), longest, containers.get(0)))
                        .toList());
    }

    private static Bar bar(ReplicatedContainer container, long births, long longest, ReplicatedContainer here) {
        return new Bar(
                DisplayText.name(container.environment()),
                container.equals(here),
                String.format(Locale.ROOT, "%.1f%%", 100.0 * births / longest),
                Format.number((double) births));
    }
}
