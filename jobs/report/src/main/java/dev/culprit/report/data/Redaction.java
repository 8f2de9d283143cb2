package dev.culprit.report.data;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.data.Coverage.Unread;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Masks label values, which can be personal data: all of them before anything is written, where their outline stays
 * ({@code xxx-00.xxxx}), or those that look personal before people are shown them. Counts and the names of labels, metrics and
 * workloads stay; so do patterns, but in redacted data only what {@link SharedPattern} leaves of them.
 */
final class Redaction {
    /** By hand: shorter values are not looked for in sentences, as they would hit half of the words and numbers there. */
    private static final int SHORTEST_SOUGHT = 4;

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|“[^“”]*”");
    private static final Pattern WILDCARD = Pattern.compile("[*{<\\[]");

    private final Masking masking;
    private final PatternMasking patterns;

    /** @param patterns masks the pattern of values */
    private Redaction(Masking masking, PatternMasking patterns) {
        this.masking = masking;
        this.patterns = patterns;
    }

    /** How a value is masked; a text that quotes values is one of no labels. */
    @FunctionalInterface
    private interface Masking {
        String mask(List<String> labels, String value);
    }

    /** What is shown of the pattern of a label group's values. */
    @FunctionalInterface
    private interface PatternMasking {
        String mask(List<String> labels, LabelValues values);
    }

    /** Without any value. */
    static ReportData redact(ReportData data) {
        return new Redaction((labels, value) -> mask(value), (labels, values) -> SharedPattern.redacted(values))
                .masked(data);
    }

    /** Without what {@link PersonalValues} finds personal. */
    static ReportData withoutPersonalValues(ReportData data) {
        return new Redaction(PersonalValues::masked, SharedPattern::withoutPersons).masked(data);
    }

    private ReportData masked(ReportData data) {
        Map<ReplicatedContainer, List<GrowthRow>> growth = new TreeMap<>();
        data.growth()
                .forEach((container, rows) ->
                        growth.put(container, rows.stream().map(this::masked).toList()));
        return new ReportData(
                data.period(),
                data.findings().stream()
                        .map(found -> new ContainerFinding(masked(found.finding(), knownValues(data, found))))
                        .toList(),
                data.trends(),
                growth,
                data.measurements(),
                masked(data.coverage()),
                data.notes(),
                data.changes(),
                data.forecasts(),
                data.firstDays(),
                data.nulls());
    }

    /**
     * What stands for the values of this finding and of its counterparts elsewhere, as the evidence may speak of those too; the
     * longest value first.
     */
    private Map<String, String> knownValues(ReportData data, ContainerFinding found) {
        Map<String, String> known = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        Stream.concat(Stream.of(found), data.counterparts(found.container()).stream())
                .forEach(each -> {
                    each.finding().culprits().forEach(culprit -> know(known, culprit.labels(), culprit.values()));
                    data.growth(each.container()).forEach(row -> know(known, row.labels(), row.values()));
                });
        return known;
    }

    private void know(Map<String, String> known, List<String> labels, LabelValues values) {
        String pattern = masked(labels, values).valuePattern();
        if (values.valuePattern().length() >= SHORTEST_SOUGHT && !pattern.equals(values.valuePattern())) {
            known.put(values.valuePattern(), pattern);
        }
        for (String value : values.examples()) {
            String masked = masking.mask(labels, value);
            if (value.length() >= SHORTEST_SOUGHT && !masked.equals(value)) {
                known.put(value, masked);
            }
        }
    }

    private Finding masked(Finding finding, Map<String, String> known) {
        return new Finding(
                finding.cluster(),
                finding.container(),
                finding.period(),
                finding.verdict(),
                finding.confidence(),
                finding.memory(),
                finding.culprits().stream().map(this::masked).toList(),
                finding.evidence().stream()
                        .map(evidence -> new Evidence(
                                evidence.kind(), withoutValues(evidence.text(), known), evidence.figures()))
                        .toList(),
                finding.refutedBy().stream()
                        .map(text -> withoutValues(text, known))
                        .toList(),
                finding.missing().stream()
                        .map(text -> withoutValues(text, known))
                        .toList(),
                finding.environments(),
                finding.interventions(),
                finding.suspects(),
                finding.pValue());
    }

    private Culprit masked(Culprit culprit) {
        return new Culprit(
                culprit.labels(),
                culprit.metrics(),
                culprit.confidence(),
                culprit.since(),
                culprit.seriesPerHour(),
                culprit.valuesPerHour(),
                culprit.seriesPerValue(),
                culprit.bytesPerSeries(),
                masked(culprit.labels(), culprit.values()),
                culprit.saving());
    }

    private GrowthRow masked(GrowthRow row) {
        return new GrowthRow(
                row.container(),
                row.start(),
                row.end(),
                row.metric(),
                row.labels(),
                row.growth(),
                row.distinctSeries(),
                row.distinctSeriesWithout(),
                masked(row.labels(), row.values()),
                row.lastNovelValue());
    }

    /** Reasons quote the lines that they complain of. */
    private Coverage masked(Coverage coverage) {
        Map<List<String>, Unread> merged = new LinkedHashMap<>();
        coverage.unread().forEach(unread -> {
            String reason = replaceAll(QUOTED, unread.reason(), quoted -> masking.mask(List.of(), quoted));
            merged.merge(
                    List.of(unread.environment(), reason),
                    new Unread(unread.environment(), unread.file(), unread.position(), reason, unread.count()),
                    (first, next) -> new Unread(
                            first.environment(), first.file(), first.position(), reason, first.count() + next.count()));
        });
        return new Coverage(
                coverage.scrapes(),
                coverage.rejected(),
                coverage.partial(),
                coverage.unmatched(),
                coverage.memoryPoints(),
                coverage.gaps(),
                List.copyOf(merged.values()));
    }

    /** A pattern without any wildcard is a value. */
    private LabelValues masked(List<String> labels, LabelValues values) {
        String pattern = values.valuePattern();
        boolean isValue = values.examples().contains(pattern)
                || !WILDCARD.matcher(pattern).find();
        return new LabelValues(
                isValue ? masking.mask(labels, pattern) : patterns.mask(labels, values),
                values.examples().stream()
                        .map(value -> masking.mask(labels, value))
                        .distinct()
                        .toList(),
                values.patternValues());
    }

    private static String withoutValues(String sentence, Map<String, String> known) {
        String masked = sentence;
        for (Map.Entry<String, String> value : known.entrySet()) {
            if (masked.contains(value.getKey())) {
                Pattern whole = Pattern.compile(boundary(value.getKey(), 0, "(?<![\\p{L}\\p{N}_])")
                        + Pattern.quote(value.getKey())
                        + boundary(value.getKey(), value.getKey().length() - 1, "(?![\\p{L}\\p{N}_])"));
                masked = replaceAll(whole, masked, same -> value.getValue());
            }
        }
        return masked;
    }

    /** A text that ends in another character than a letter's ends there, whatever follows. */
    private static String boundary(String text, int at, String pattern) {
        return Character.isLetterOrDigit(text.charAt(at)) ? pattern : "";
    }

    private static String replaceAll(Pattern pattern, String text, UnaryOperator<String> replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match.group())));
    }

    /** Digits as 0, ASCII punctuation as it is, all else as x. */
    static String mask(String value) {
        StringBuilder masked = new StringBuilder();
        value.codePoints()
                .forEach(point -> masked.appendCodePoint(
                        Character.isDigit(point)
                                ? '0'
                                : point > ' ' && point < 127 && !Character.isLetter(point) ? point : 'x'));
        return masked.toString();
    }
}
