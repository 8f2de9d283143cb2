package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code promtool tsdb dump}, whose lines are {@code {__name__="up", job="x"} 1 1795418611110}, {@code promtool tsdb dump-openmetrics}
 * and OpenMetrics with timestamps, {@code up{job="x"} 1 1795418611.110}; text of format 0.0.4 with timestamps in milliseconds too
 * ({@code cmd/promtool/tsdb.go}). Histograms in braces instead of a value are sights without a value.
 */
final class TextLines implements ExportLines {
    /** Seconds above this are milliseconds: the year 5138. By hand. */
    private static final double MOST_SECONDS = 1e11;

    /** The last series by its text: a dump has one series' samples one after the other. */
    private String text = "";

    private int number = -1;
    private final Map<String, Integer> numbers = new HashMap<>();

    @Override
    public void line(String line, ExportedSeries into) throws CorruptException {
        if (line.isBlank() || line.charAt(0) == '#') {
            return;
        }
        int end = seriesEnd(line);
        if (!line.regionMatches(0, text, 0, end) || text.length() != end) {
            text = line.substring(0, end);
            Integer known = numbers.get(text);
            number = known == null ? into.series(labels(text)) : known;
            numbers.put(text, number);
        }
        int at = skipBlanks(line, end);
        int valueEnd = at < line.length() && line.charAt(at) == '{' ? histogramEnd(line, at) : wordEnd(line, at);
        int timeStart = skipBlanks(line, valueEnd);
        int timeEnd = wordEnd(line, timeStart);
        if (at == valueEnd || timeStart == timeEnd) {
            throw new CorruptException("line without value and time");
        }
        double value = line.charAt(at) == '{' ? 0 : number(line.substring(at, valueEnd));
        into.sample(number, time(line.substring(timeStart, timeEnd)), value);
    }

    private static long time(String word) throws CorruptException {
        double time = number(word);
        if (!Double.isFinite(time)) {
            throw new CorruptException("time is no number");
        }
        return Math.abs(time) < MOST_SECONDS ? Math.round(time * 1000) : (long) time;
    }

    private static double number(String word) throws CorruptException {
        return switch (word) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> finite(word);
        };
    }

    private static double finite(String word) throws CorruptException {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException none) {
            throw new CorruptException("value or time is no number");
        }
    }

    /** Behind the closing brace, or behind the name where there is none. */
    private static int seriesEnd(String line) throws CorruptException {
        int at = 0;
        while (at < line.length() && line.charAt(at) != '{' && line.charAt(at) != ' ') {
            at++;
        }
        if (at == line.length() || line.charAt(at) == ' ') {
            return at;
        }
        boolean quoted = false;
        for (at++; at < line.length(); at++) {
            char character = line.charAt(at);
            if (quoted && character == '\\') {
                at++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == '}' && !quoted) {
                return at + 1;
            }
        }
        throw new CorruptException("labels do not end");
    }

    /** Buckets have brackets and no braces of their own. */
    private static int histogramEnd(String line, int from) throws CorruptException {
        int end = line.indexOf('}', from);
        if (end < 0) {
            throw new CorruptException("histogram does not end");
        }
        return end + 1;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int wordEnd(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != ' ') {
            at++;
        }
        return at;
    }

    private static Labels labels(String series) throws CorruptException {
        int brace = series.indexOf('{');
        TreeMap<String, String> labels = new TreeMap<>();
        String name = brace < 0 ? series : series.substring(0, brace);
        if (!name.isEmpty()) {
            labels.put(Labels.METRIC, name);
        }
        int at = brace < 0 ? series.length() : brace + 1;
        while (at < series.length() && series.charAt(at) != '}') {
            char character = series.charAt(at);
            if (character == ',' || character == ' ') {
                at++;
                continue;
            }
            GoText label = character == '"' ? GoText.quoted(series, at) : GoText.bare(series, at);
            at = label.end();
            if (at < series.length() && series.charAt(at) == '=') {
                GoText value = GoText.quoted(series, at + 1);
                labels.put(label.text(), value.text());
                at = value.end();
            } else if (character == '"') {
                labels.put(Labels.METRIC, label.text()); // {"a.b", c="d"}: a name in quotes
            } else {
                throw new CorruptException("label without value");
            }
        }
        if (labels.getOrDefault(Labels.METRIC, "").isEmpty()) {
            throw new CorruptException("series without name");
        }
        return Labels.of(labels);
    }
}
