package dev.culprit.tsdb.targets;

import dev.culprit.model.LabelSet;
import dev.culprit.tsdb.series.Labels;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The addresses at which a target is scraped, each by the labels that the scraper gives to its series.
 *
 * @param own never empty
 * @param rivals of other targets that have the instance in common with one of these, as pods of one address after the other
 */
public record Endpoints(List<Labels> own, List<Labels> rivals) implements Serializable {
    private static final String EXPORTED = "exported_";

    public Endpoints {
        own = List.copyOf(own);
        rivals = List.copyOf(rivals);
    }

    /**
     * The address that a series is of, null where it is another's: that with which it has most labels in common. It need
     * not have all, as a target's own labels win where {@code honor_labels} is set.
     */
    public @Nullable Labels of(Labels series) {
        @Nullable String job = series.get(Targets.JOB);
        @Nullable String instance = series.get(Targets.INSTANCE);
        if (own.size() == 1 && rivals.isEmpty()) {
            Labels only = own.get(0);
            return isOf(job, instance, only) ? only : null;
        }
        @Nullable Labels best = null;
        int most = -1;
        for (Labels endpoint : own) {
            int common = isOf(job, instance, endpoint) ? common(series, endpoint) : -1;
            if (common > most) {
                most = common;
                best = endpoint;
            }
        }
        for (Labels rival : rivals) {
            int common = isOf(job, instance, rival) ? common(series, rival) : -1;
            if (common > most || (common == most && best != null && isBefore(rival, best))) {
                return null;
            }
        }
        return best;
    }

    /** No target may choose its job and instance, or it is another's series. */
    private static boolean isOf(@Nullable String job, @Nullable String instance, Labels endpoint) {
        return Objects.equals(job, endpoint.get(Targets.JOB))
                && Objects.equals(instance, endpoint.get(Targets.INSTANCE));
    }

    private static boolean isBefore(Labels endpoint, Labels other) {
        return endpoint.pairs().toString().compareTo(other.pairs().toString()) < 0;
    }

    private static int common(Labels series, Labels endpoint) {
        int common = 0;
        for (int i = 0; i < endpoint.size(); i++) {
            common += endpoint.value(i).equals(series.get(endpoint.name(i))) ? 1 : 0;
        }
        return common;
    }

    /**
     * A series' labels as the target has shown them: without the scraper's, and what clashed with one of those and was renamed
     * for it by its own name again.
     */
    public static LabelSet exposed(Labels series, Labels endpoint) {
        LabelSet labels = series.without(endpoint);
        return hasRenamed(series) ? ownNames(labels, endpoint) : labels;
    }

    static boolean hasRenamed(Labels series) {
        for (int i = 0; i < series.size(); i++) {
            if (series.name(i).startsWith(EXPORTED)) {
                return true;
            }
        }
        return false;
    }

    private static LabelSet ownNames(LabelSet labels, Labels endpoint) {
        Map<String, String> exposed = new HashMap<>(labels.labels());
        for (int i = 0; i < endpoint.size(); i++) {
            String name = endpoint.name(i);
            @Nullable String renamed = exposed.get(EXPORTED + name);
            if (renamed != null && !exposed.containsKey(name)) {
                exposed.remove(EXPORTED + name);
                exposed.put(name, renamed);
            }
        }
        return LabelSet.of(exposed);
    }
}
