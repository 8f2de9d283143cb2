package dev.culprit.report.data;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.table.GrowthRow;
import dev.culprit.report.data.Coverage.Unread;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Masks label values, which can be personal data, before anything is written. Their outline stays ({@code xxx-00.xxxx}), and
 * so do patterns, counts and the names of labels, metrics and workloads.
 */
final class Redaction {
    /** By hand: shorter values are not looked for in sentences, as they would hit half of the words and numbers there. */
    private static final int SHORTEST_SOUGHT = 4;

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|“[^”]*”");
    private static final Pattern WILDCARD = Pattern.compile("[*{<\\[]");

    private final List<String> values;

    private Redaction(Collection<String> values) {
        this.values = values.stream()
                .filter(value -> value.length() >= SHORTEST_SOUGHT)
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    static ReportData redact(ReportData data) {
        Map<ReplicatedContainer, Redaction> bySubject = data.findings().stream()
                .collect(Collectors.toMap(
                        ContainerFinding::container,
                        found -> new Redaction(knownValues(data, found)),
                        (first, same) -> first));
        Map<ReplicatedContainer, List<GrowthRow>> growth = new TreeMap<>();
        data.growth()
                .forEach((container, rows) -> growth.put(
                        container, rows.stream().map(Redaction::masked).toList()));
        return new ReportData(
                data.period(),
                data.findings().stream()
                        .map(found -> new ContainerFinding(
                                bySubject.get(found.container()).masked(found.finding())))
                        .toList(),
                data.trends(),
                growth,
                data.measurements(),
                masked(data.coverage()),
                data.notes(),
                data.changes(),
                data.forecasts());
    }

    /** Values of this finding and of its counterparts elsewhere, as the evidence may speak of those too. */
    private static Set<String> knownValues(ReportData data, ContainerFinding found) {
        Set<String> known = new TreeSet<>();
        Stream.concat(Stream.of(found), data.counterparts(found.container()).stream())
                .forEach(each -> {
                    each.finding()
                            .culprits()
                            .forEach(culprit -> known.addAll(culprit.values().examples()));
                    data.growth(each.container())
                            .forEach(row -> known.addAll(row.values().examples()));
                });
        return known;
    }

    private Finding masked(Finding finding) {
        return new Finding(
                finding.cluster(),
                finding.container(),
                finding.period(),
                finding.verdict(),
                finding.confidence(),
                finding.memory(),
                finding.culprits().stream().map(Redaction::masked).toList(),
                finding.evidence().stream()
                        .map(evidence ->
                                new Evidence(evidence.kind(), withoutValues(evidence.text()), evidence.figures()))
                        .toList(),
                finding.refutedBy().stream().map(this::withoutValues).toList(),
                finding.missing().stream().map(this::withoutValues).toList(),
                finding.environments(),
                finding.interventions(),
                finding.suspects());
    }

    private static Culprit masked(Culprit culprit) {
        return new Culprit(
                culprit.labels(),
                culprit.metrics(),
                culprit.confidence(),
                culprit.since(),
                culprit.seriesPerHour(),
                culprit.valuesPerHour(),
                culprit.seriesPerValue(),
                culprit.bytesPerSeries(),
                masked(culprit.values()),
                culprit.saving());
    }

    private static GrowthRow masked(GrowthRow row) {
        return new GrowthRow(
                row.container(),
                row.start(),
                row.end(),
                row.metric(),
                row.labels(),
                row.growth(),
                row.distinctSeries(),
                row.distinctSeriesWithout(),
                masked(row.values()),
                row.lastNovelValue());
    }

    /** Reasons quote the lines that they complain of. */
    private static Coverage masked(Coverage coverage) {
        Map<List<String>, Unread> merged = new LinkedHashMap<>();
        coverage.unread().forEach(unread -> {
            String reason = replaceAll(QUOTED, unread.reason(), Redaction::mask);
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
    private static LabelValues masked(LabelValues values) {
        String pattern = values.valuePattern();
        boolean isValue = values.examples().contains(pattern)
                || !WILDCARD.matcher(pattern).find();
        return new LabelValues(
                isValue ? mask(pattern) : pattern,
                values.examples().stream().map(Redaction::mask).toList());
    }

    private String withoutValues(String sentence) {
        String masked = sentence;
        for (String value : values) {
            if (masked.contains(value)) {
                Pattern whole = Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}_])");
                masked = replaceAll(whole, masked, Redaction::mask);
            }
        }
        return masked;
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
