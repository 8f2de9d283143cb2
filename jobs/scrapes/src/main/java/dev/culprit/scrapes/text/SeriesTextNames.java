package dev.culprit.scrapes.text;

import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.SeriesNames;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Names of series by the texts that bodies have for them: labels are read out of the text whenever a row wants them. */
public final class SeriesTextNames implements SeriesNames {
    private final SeriesIdentity identity;
    private final FloatLabels floats;
    private final Set<String> targetLabels;
    private SeriesTextTable table;

    /** @param targetLabels labels that tell the target, and so are none of the series' */
    public SeriesTextNames(SeriesTextTable table, ScanLimits limits, FloatLabels floats, Set<String> targetLabels) {
        this.table = table;
        this.floats = floats;
        this.identity = new SeriesIdentity(limits, floats);
        this.targetLabels = targetLabels;
    }

    /** Goes on with this table, in which the names have other numbers. */
    void replaceTable(SeriesTextTable table) {
        this.table = table;
    }

    @Override
    public Map<String, String> labels(int name) {
        return labels(table.text(name));
    }

    /** Labels of a series by a text that names it. */
    public Map<String, String> labels(byte[] text) {
        Map<String, String> plain = identity.labels(text, targetLabels);
        if (plain != null) {
            return plain;
        }
        try {
            SeriesSyntax.Name name = SeriesSyntax.parse(text);
            Map<String, String> labels =
                    new TreeMap<>(floats.canonical(name.metric(), name.labels()).labels());
            labels.keySet().removeAll(targetLabels);
            return labels;
        } catch (MalformedLineException impossible) {
            throw new IllegalStateException("parsed at first sight", impossible);
        }
    }
}
