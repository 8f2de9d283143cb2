package dev.culprit.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.Nullable;
import dev.culprit.model.Text;
import dev.culprit.model.finding.Finding.Culprit;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.StringLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Knows what to change, for each ecosystem: files below {@code remedies/}, tried in the order of {@link #FILES}, the entries
 * of a file from its top. The first that matches is taken; the last matches all.
 */
final class Remedies {
    static final List<String> FILES =
            List.of("istio.json", "envoy.json", "micrometer.json", "client_golang.json", "http.json", "generic.json");

    /** What may stand unquoted in YAML, Java and Go alike; names are other people's, and snippets get pasted. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private static final int LONGEST_NAME = 120;

    /**
     * One entry of a file. Texts are Pebble templates that know {@code labels}, {@code metrics}, {@code aliases},
     * {@code workload}, {@code container} and {@code namespace}.
     *
     * @param metricPrefixes one must begin one of the culprit's metrics; none: any metric will do
     * @param labelPrefixes one must begin one of the culprit's labels; none: any label will do
     * @param metricAliases the metrics' names in the configuration that the snippet is written for
     */
    record Entry(
            List<String> metricPrefixes,
            List<String> labelPrefixes,
            @Nullable Map<String, String> metricAliases,
            String title,
            List<String> text,
            List<String> snippet,
            List<String> caveats) {

        boolean matches(Culprit culprit) {
            return anyBegins(culprit.metrics(), metricPrefixes) && anyBegins(culprit.labels(), labelPrefixes);
        }

        private static boolean anyBegins(List<String> names, List<String> prefixes) {
            return prefixes.isEmpty()
                    || names.stream().anyMatch(name -> prefixes.stream().anyMatch(name::startsWith));
        }
    }

    private final List<Entry> entries;
    private final PebbleEngine engine = new PebbleEngine.Builder()
            .loader(new StringLoader())
            .autoEscaping(false)
            .strictVariables(true)
            .newLineTrimming(false)
            .defaultLocale(Locale.ROOT)
            .build();

    private Remedies(List<Entry> entries) {
        this.entries = entries;
    }

    static Remedies load() {
        ObjectMapper mapper = new ObjectMapper();
        List<Entry> entries = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream resource = Remedies.class.getResourceAsStream("remedies/" + file)) {
                entries.addAll(List.of(mapper.readValue(Objects.requireNonNull(resource, file), Entry[].class)));
            } catch (IOException failure) {
                throw new UncheckedIOException("remedies/" + file, failure);
            }
        }
        return new Remedies(entries);
    }

    Remedy remedyFor(Subject subject, Culprit culprit) {
        Entry entry = entries.stream()
                .filter(candidate -> candidate.matches(culprit))
                .findFirst()
                .orElseThrow();
        Map<String, String> aliases = entry.metricAliases() == null ? Map.of() : entry.metricAliases();
        Map<String, Object> names = Map.of(
                "labels", culprit.labels().stream().map(Remedies::quoted).toList(),
                "metrics", culprit.metrics().stream().map(Remedies::quoted).toList(),
                "aliases",
                        culprit.metrics().stream()
                                .filter(aliases::containsKey)
                                .map(aliases::get)
                                .distinct()
                                .toList(),
                "workload", Text.printable(subject.workload(), LONGEST_NAME),
                "container", Text.printable(subject.container(), LONGEST_NAME),
                "namespace", Text.printable(subject.namespace(), LONGEST_NAME));
        return new Remedy(
                render(entry.title(), names),
                render(String.join(" ", entry.text()), names),
                "text",
                render(lines(entry.snippet()), names).stripTrailing(),
                entry.caveats().stream().map(caveat -> render(caveat, names)).toList(),
                "",
                List.of());
    }

    /** A line that only steers the template is none of the snippet's. */
    private static String lines(List<String> snippet) {
        return snippet.stream()
                .map(line -> line.startsWith("{%") && line.endsWith("%}") ? line : line + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(String name) {
        String printable = Text.printable(name, LONGEST_NAME);
        return PLAIN_NAME.matcher(printable).matches()
                ? printable
                : '"' + printable.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String render(String template, Map<String, Object> names) {
        StringWriter text = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(text, names);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
