package dev.culprit.tsdb.targets;

import dev.culprit.model.LabelSet;
import dev.culprit.model.SortedLabels;
import dev.culprit.tsdb.series.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@link Endpoints#exposed} of one series after the other. Most have the names that the one before had: which of them are the
 * scraper's is told once then.
 */
public final class ExposedLabels {
    private final Labels endpoint;
    /** Of the series before. */
    private String[] names = new String[0];

    /** By label, the value that the scraper gives; null for labels that it does not give. */
    private @Nullable String[] given = new String[0];

    /** Names of those that it does not give, but for the metric's. */
    private String[] own = new String[0];

    /** Whether there is no more to it than to leave out what the scraper gives. */
    private boolean isPlain;

    public ExposedLabels(Labels endpoint) {
        this.endpoint = endpoint;
    }

    /** @param series of the endpoint */
    public LabelSet of(Labels series) {
        if (!hasKnownNames(series)) {
            learn(series);
        }
        return isPlain ? plain(series) : Endpoints.exposed(series, endpoint);
    }

    private boolean hasKnownNames(Labels series) {
        if (series.size() != names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!names[i].equals(series.name(i))) {
                return false;
            }
        }
        return true;
    }

    private void learn(Labels series) {
        names = new String[series.size()];
        given = new String[names.length];
        String[] others = new String[names.length];
        int size = 0;
        isPlain = series.isSorted() && !Endpoints.hasRenamed(series);
        for (int i = 0; i < names.length; i++) {
            names[i] = series.name(i);
            given[i] = endpoint.get(names[i]);
            if (given[i] == null && !names[i].equals(Labels.METRIC)) {
                others[size++] = names[i];
            }
        }
        own = Arrays.copyOf(others, size);
    }

    private LabelSet plain(Labels series) {
        String[] values = new String[own.length];
        int size = 0;
        for (int i = 0; i < names.length; i++) {
            @Nullable String scrapers = given[i];
            if (scrapers == null) {
                if (!names[i].equals(Labels.METRIC)) {
                    values[size++] = series.value(i);
                }
            } else if (!scrapers.equals(series.value(i))) {
                return Endpoints.exposed(series, endpoint); // a label of the target's own of that name
            }
        }
        return new LabelSet(new SortedLabels(own, values, size));
    }
}
