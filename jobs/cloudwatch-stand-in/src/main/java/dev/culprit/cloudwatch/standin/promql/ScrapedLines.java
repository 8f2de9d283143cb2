package dev.culprit.cloudwatch.standin.promql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines that scrapes have, each read once: most of them stand in every scrape. */
final class ScrapedLines {
    private static final Pattern LABEL = Pattern.compile("\\G,?([A-Za-z_][A-Za-z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, Line> known = new HashMap<>();
    private final Map<Map<String, String>, Histogram> histograms = new HashMap<>();

    /** One series of a histogram's, and what it is called where the histogram is one series. */
    static final class Histogram {
        private final Map<String, String> labels;

        private Histogram(Map<String, String> labels) {
            this.labels = labels;
        }

        Map<String, String> labels() {
            return labels;
        }
    }

    /**
     * A line without its value; there is one of each text.
     *
     * @see #histogram()
     */
    static final class Line {
        private final Map<String, String> labels;
        private final String name;
        private final @Nullable Histogram histogram;
        private final double bound;

        private Line(Map<String, String> labels, @Nullable Histogram histogram, double bound) {
            this.labels = labels;
            this.name = labels.getOrDefault(SeriesStore.NAME, "");
            this.histogram = histogram;
            this.bound = bound;
        }

        Map<String, String> labels() {
            return labels;
        }

        String name() {
            return name;
        }

        /** That it is a part of, or null. */
        @Nullable
        Histogram histogram() {
            return histogram;
        }

        /** The upper bound of its bucket, NaN where it is none. */
        double bound() {
            return bound;
        }
    }

    /**
     * The line of a text.
     *
     * @param text a metric's name, and labels in braces where there are any
     * @param families that are histograms
     */
    Line line(String text, List<String> families) {
        return known.computeIfAbsent(text, none -> read(text, families));
    }

    private Line read(String text, List<String> families) {
        int brace = text.indexOf('{');
        String metric = brace < 0 ? text : text.substring(0, brace);
        TreeMap<String, String> labels = new TreeMap<>(Map.of(SeriesStore.NAME, metric));
        Matcher label = LABEL.matcher(brace < 0 ? "" : text.substring(brace + 1, text.length() - 1));
        while (label.find()) {
            labels.put(
                    label.group(1),
                    label.group(2)
                            .replace("\\\\", "\0")
                            .replace("\\\"", "\"")
                            .replace("\\n", "\n")
                            .replace('\0', '\\'));
        }
        labels.values().removeIf(String::isEmpty);
        for (String family : families) {
            if (metric.equals(family + "_bucket")
                    || metric.equals(family + "_sum")
                    || metric.equals(family + "_count")) {
                TreeMap<String, String> whole = new TreeMap<>(labels);
                whole.put(SeriesStore.NAME, family);
                String bound = whole.remove("le");
                return new Line(
                        labels,
                        histograms.computeIfAbsent(whole, Histogram::new),
                        bound == null ? Double.NaN : ScrapedBody.number(bound));
            }
        }
        return new Line(labels, null, Double.NaN);
    }
}
