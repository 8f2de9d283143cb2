package dev.culprit.analysis.births;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Labels that carry the same information, as births show it: labels that are youngest together belong to one group; a label
 * whose new values come only with another's is nested in it and folded away.
 */
public final class LabelGroups {
    private static final double TOGETHER = 0.75;

    /** @param labels sorted; {@code births} credited to any of them */
    public record Group(List<String> labels, long births) {}

    private final List<Group> groups;
    private final Map<List<String>, Group> credits = new HashMap<>();

    private LabelGroups(List<Group> groups) {
        this.groups = groups;
    }

    /** By births, the biggest first. */
    public List<Group> groups() {
        return groups;
    }

    /** The group that a birth with these youngest labels is credited to: of several the biggest. Null when nested away. */
    private @Nullable Group creditOf(List<String> youngest) {
        return credits.computeIfAbsent(
                youngest,
                labels -> groups.stream()
                        .filter(group -> group.labels().stream().anyMatch(labels::contains))
                        .findFirst()
                        .orElse(null));
    }

    public boolean credits(Group group, List<String> youngest) {
        return group.equals(creditOf(youngest));
    }

    public static LabelGroups of(List<ProcessBirths> ledgers) {
        TreeMap<String, Long> alone = new TreeMap<>();
        TreeMap<LabelPair, Long> together = new TreeMap<>();
        for (ProcessBirths ledger : ledgers) {
            for (ProcessBirths.LabelBirths novelty : ledger.novelty()) {
                List<String> labels = novelty.labels();
                for (int i = 0; i < labels.size(); i++) {
                    alone.merge(labels.get(i), novelty.births(), Long::sum);
                    for (int j = i + 1; j < labels.size(); j++) {
                        together.merge(new LabelPair(labels.get(i), labels.get(j)), novelty.births(), Long::sum);
                    }
                }
            }
        }
        Map<String, String> parents = new HashMap<>();
        alone.keySet().forEach(label -> parents.put(label, label));
        Map<String, String> nestedIn = new HashMap<>();
        together.entrySet().stream()
                .sorted(Map.Entry.<LabelPair, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> {
                    String one = entry.getKey().one();
                    String other = entry.getKey().other();
                    double ofOne = requireNonNull(alone.get(one));
                    double ofOther = requireNonNull(alone.get(other));
                    String small = ofOne < ofOther ? one : other;
                    String big = small.equals(one) ? other : one;
                    double shared = entry.getValue();
                    if (shared / Math.max(ofOne, ofOther) >= TOGETHER) {
                        parents.put(root(parents, other), root(parents, one));
                    } else if (shared / Math.min(ofOne, ofOther) >= TOGETHER) {
                        nestedIn.put(small, big);
                    }
                });
        SameBirths.pairs(ledgers, List.copyOf(alone.keySet())).forEach(pair -> {
            String one = outermost(nestedIn, pair.one());
            String other = outermost(nestedIn, pair.other());
            parents.put(root(parents, other), root(parents, one));
        });
        Map<String, TreeSet<String>> members = new HashMap<>();
        alone.keySet().forEach(label -> {
            String outer = nestedIn.get(label);
            if (outer == null || root(parents, outer).equals(root(parents, label))) {
                members.computeIfAbsent(root(parents, label), key -> new TreeSet<>())
                        .add(label);
            }
        });
        List<Group> groups = new ArrayList<>();
        members.values().forEach(labels -> groups.add(new Group(List.copyOf(labels), births(ledgers, labels))));
        groups.sort(Comparator.comparingLong((Group group) -> -group.births())
                .thenComparing(group -> group.labels().toString()));
        return new LabelGroups(List.copyOf(groups));
    }

    /** Births that any of the labels is credited with. */
    private static long births(List<ProcessBirths> ledgers, Set<String> labels) {
        return ledgers.stream()
                .flatMap(ledger -> ledger.novelty().stream())
                .filter(novelty -> novelty.labels().stream().anyMatch(labels::contains))
                .mapToLong(ProcessBirths.LabelBirths::births)
                .sum();
    }

    private static String outermost(Map<String, String> nestedIn, String label) {
        String at = label;
        while (nestedIn.containsKey(at)) {
            at = nestedIn.get(at);
        }
        return at;
    }

    private static String root(Map<String, String> parents, String label) {
        String at = label;
        while (!requireNonNull(parents.get(at)).equals(at)) {
            at = requireNonNull(parents.get(at));
        }
        return at;
    }
}
