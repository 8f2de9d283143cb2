package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.Page.Bar;
import dev.culprit.report.Page.Group;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Births by label group, summed over lifetimes and metrics, in every environment: the widest bars are the suspects. */
final class BirthBars {
    private static final int GROUPS = 6;

    private BirthBars() {}

    /** @param subjects the container itself, then its twins elsewhere */
    static List<Group> groups(ReportData data, List<ReplicatedContainer> subjects) {
        Map<List<String>, Map<ReplicatedContainer, Long>> births = new HashMap<>();
        for (ReplicatedContainer subject : subjects) {
            for (GrowthRow row : data.growth(subject)) {
                births.computeIfAbsent(row.labels(), group -> new HashMap<>()).merge(subject, row.births(), Long::sum);
            }
        }
        long longest = births.values().stream()
                .flatMap(group -> group.values().stream())
                .max(Long::compare)
                .orElse(0L);
        return longest == 0
                ? List.of()
                : births.entrySet().stream()
                        .sorted(Comparator.comparingLong((Map.Entry<List<String>, Map<ReplicatedContainer, Long>> group) ->
                                        -group.getValue().values().stream()
                                                .mapToLong(count -> count)
                                                .sum())
                                .thenComparing(group -> String.join(",", group.getKey())))
                        .limit(GROUPS)
                        .map(group -> group(group.getKey(), group.getValue(), subjects, longest))
                        .toList();
    }

    private static Group group(List<String> labels, Map<ReplicatedContainer, Long> births, List<ReplicatedContainer> subjects, long longest) {
        return new Group(
                labels.stream().map(PageBuilder::name).collect(Collectors.joining(", ")),
                subjects.stream()
                        .map(subject -> bar(subject, births.getOrDefault(subject, 0L), longest, subjects.get(0)))
                        .toList());
    }

    private static Bar bar(ReplicatedContainer subject, long births, long longest, ReplicatedContainer here) {
        return new Bar(
                PageBuilder.name(subject.environment()),
                subject.equals(here),
                String.format(Locale.ROOT, "%.1f%%", 100.0 * births / longest),
                Quantity.number((double) births));
    }
}
