package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names and days that were met in files, and how they are told in a sentence. */
public final class SeenInput {
    /** By hand: what fits on a line. */
    private static final int SHOWN = 6;

    private static final int LONGEST_NAME = 60;
    /** Reasons say what to do at their end. */
    private static final int LONGEST_REASON = 200;

    private final Map<String, Map<String, Long>> names = new LinkedHashMap<>();
    private final TreeSet<LocalDate> days = new TreeSet<>();

    /** @param kinds of names, as the sentence calls them and in its order: {@code clusters} */
    public SeenInput(String... kinds) {
        for (String kind : kinds) {
            names.put(kind, new TreeMap<>());
        }
    }

    public void name(String kind, String name) {
        counts(kind).merge(name, 1L, Long::sum);
    }

    public void reading(Instant time) {
        days.add(Period.dateOf(time));
    }

    public Set<String> names(String kind) {
        return counts(kind).keySet();
    }

    /** How often each name was met. */
    public Map<String, Long> counts(String kind) {
        return Objects.requireNonNull(names.get(kind), kind);
    }

    /** Whether there were readings, though none of the period. */
    public boolean onlyOtherDays(Period period) {
        return !days.isEmpty() && period.days().stream().noneMatch(days::contains);
    }

    /** {@code 3 unusable lines or files (not JSON), clusters eks-prod, readings of 2026-11-16 to 2026-11-17}. */
    public String describe(SkippedInput skipped) {
        List<String> found = new ArrayList<>();
        if (skipped.count() > 0) {
            found.add("%,d unusable lines or files (%s)"
                    .formatted(skipped.count(), some(skipped.reasons(), LONGEST_REASON)));
        }
        names.forEach((kind, counts) -> {
            if (!counts.isEmpty()) {
                found.add(kind + " " + some(counts.keySet(), LONGEST_NAME));
            }
        });
        if (!days.isEmpty()) {
            found.add("readings of %s to %s".formatted(days.first(), days.last()));
        }
        return found.isEmpty() ? "only empty files" : String.join(", ", found);
    }

    private static String some(Collection<String> names, int longest) {
        String shown = names.stream()
                .limit(SHOWN)
                .map(name -> Text.printable(name, longest))
                .collect(Collectors.joining(", "));
        return names.size() > SHOWN ? "%s and %,d more".formatted(shown, names.size() - SHOWN) : shown;
    }
}
