package dev.culprit.report.page;

import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.report.page.ReportPage.Fact;
import dev.culprit.report.text.DisplayText;
import dev.culprit.report.text.Format;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The figures of the evidence in words and units; report.json has them under the names that the analysis gives. */
final class FigureText {
    /** Bytes, whatever their name says. */
    private static final Set<String> BYTES = Set.of("rise", "riseError", "level", "low", "high");

    private static final Set<String> BYTES_PER_HOUR =
            Set.of("slopeBefore", "slopeAfter", "slopeAfterLow", "slopeAfterHigh");
    private static final Set<String> SHARES = Set.of("share", "shareLow", "explained", "heaviestInResamples");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("t", "t value"),
            Map.entry("ownT", "own t value"),
            Map.entry("othersT", "t value of the others"),
            Map.entry("low", "lower bound"),
            Map.entry("high", "upper bound"),
            Map.entry("riseError", "standard error of the rise"),
            Map.entry("leakProbability", "probability of a leak"),
            Map.entry("logLikelihoodBehind", "log-likelihood behind the best"),
            Map.entry("heaviestInResamples", "heaviest in resamples"),
            Map.entry("requestsRatio", "requests, ratio to here"),
            Map.entry("uncreditedPerHour", "births without credit an hour"),
            Map.entry("exposedSeries", "series exposed"));
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private FigureText() {}

    static Fact of(Figure figure) {
        String name = figure.name();
        double value = figure.value();
        if (name.startsWith("moment")) {
            return new Fact(words(name), moment(value), "");
        }
        if (name.endsWith("BytesPerHour") || name.equals("bytesPerHour") || BYTES_PER_HOUR.contains(name)) {
            String stem = name.equals("bytesPerHour") ? "slope" : name.replace("BytesPerHour", "");
            return new Fact(words(stem), Format.megabytesPerHour(value) + " MB/h", "");
        }
        if (BYTES.contains(name) || name.contains("Bytes") || name.startsWith("bytes")) {
            return new Fact(words(name), Format.bytes(value), "");
        }
        if (SHARES.contains(name)) {
            return new Fact(words(name), Format.percent(value), "");
        }
        return new Fact(words(name), Format.number(value), "");
    }

    private static String moment(double seconds) {
        return Double.isFinite(seconds) ? Format.shortTime(Instant.ofEpochSecond(Math.round(seconds))) : Format.UNKNOWN;
    }

    /** {@code seriesPerHourBefore}: series an hour before. */
    private static String words(String name) {
        String known = WORDS.get(name);
        return known != null
                ? known
                : DisplayText.name(HUMP.matcher(name)
                        .replaceAll(" ")
                        .toLowerCase(Locale.ROOT)
                        .replace("per hour", "an hour")
                        .replace("per series", "a series"));
    }
}
