package dev.culprit.tsdb.targets;

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
        @Nullable Labels best = null;
        int most = -1;
        for (Labels endpoint : own) {
            int common = common(series, endpoint);
            if (common > most) {
                most = common;
                best = endpoint;
            }
        }
        for (Labels rival : rivals) {
            int common = common(series, rival);
            boolean first = best != null
                    && rival.pairs().toString().compareTo(best.pairs().toString()) < 0;
            if (common > most || (common == most && most >= 0 && first)) {
                return null;
            }
        }
        return best;
    }

    /** -1 where they cannot belong together: no target may choose its job and instance, or it is another's series. */
    private static int common(Labels series, Labels endpoint) {
        if (!Objects.equals(series.get(Targets.JOB), endpoint.get(Targets.JOB))
                || !Objects.equals(series.get(Targets.INSTANCE), endpoint.get(Targets.INSTANCE))) {
            return -1;
        }
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
    public static Map<String, String> exposed(Labels series, Labels endpoint) {
        Map<String, String> exposed = new HashMap<>();
        for (int i = 0; i < series.size(); i++) {
            String name = series.name(i);
            if (!name.equals(Labels.METRIC) && !series.value(i).equals(endpoint.get(name))) {
                exposed.put(name, series.value(i));
            }
        }
        for (int i = 0; i < endpoint.size(); i++) {
            String name = endpoint.name(i);
            @Nullable String renamed = exposed.get(EXPORTED + name);
            if (renamed != null && !exposed.containsKey(name)) {
                exposed.remove(EXPORTED + name);
                exposed.put(name, renamed);
            }
        }
        return exposed;
    }
}
