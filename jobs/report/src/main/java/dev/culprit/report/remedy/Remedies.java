package dev.culprit.report.remedy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.remedy.Ecosystem.Entry;
import dev.culprit.report.text.Format;
import dev.culprit.warehouse.Warehouse;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.StringLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows what to change, for each ecosystem: JSON files beside this class, tried in the order of {@link #FILES}. The first
 * whose metrics or target these are is taken; the last but one fits all. What can be done where metrics are scraped, and what
 * that does not do, stands behind every remedy.
 */
public final class Remedies {
    /** Pushgateways, collectors and agents are Go or Java programs themselves, so they are asked for first. */
    static final List<String> FILES = List.of(
            "istio.json",
            "envoy.json",
            "pushgateway.json",
            "opentelemetry.json",
            "micrometer.json",
            "client_java.json",
            "prom-client.json",
            "client_python.json",
            "client_golang.json",
            "http.json",
            "generic.json");

    static final String SCRAPE_FILE = "scrape.json";

    private static final int LONGEST_NAME = 120;
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern PATTERN_SIGNS = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");

    private final List<Ecosystem> ecosystems;
    private final Ecosystem scrape;
    private final Map<ReplicatedContainer, Exporter> exporters;
    private final PebbleEngine engine = new PebbleEngine.Builder()
            .loader(new StringLoader())
            .autoEscaping(false)
            .strictVariables(true)
            .newLineTrimming(false)
            .defaultLocale(Locale.ROOT)
            .build();

    private Remedies(List<Ecosystem> ecosystems, Ecosystem scrape, Map<ReplicatedContainer, Exporter> exporters) {
        this.ecosystems = ecosystems;
        this.scrape = scrape;
        this.exporters = exporters;
    }

    /** With knowledge of who makes the metrics of containers of which a label is named or suspected. */
    public static Remedies load(Warehouse warehouse, ReportData data) {
        Remedies remedies = load();
        return remedies.knowing(ExporterReader.read(warehouse, data, remedies.identifyingFamilies()));
    }

    /** Without knowledge of who makes the metrics: their names decide. */
    public static Remedies load() {
        ObjectMapper mapper = new ObjectMapper();
        return new Remedies(
                FILES.stream().map(file -> load(mapper, file)).toList(), load(mapper, SCRAPE_FILE), Map.of());
    }

    private static Ecosystem load(ObjectMapper mapper, String file) {
        try (InputStream resource = Remedies.class.getResourceAsStream(file)) {
            return mapper.readValue(Objects.requireNonNull(resource, file), Ecosystem.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(file, failure);
        }
    }

    /** The same, with knowledge of who makes the metrics. */
    Remedies knowing(Map<ReplicatedContainer, Exporter> known) {
        return new Remedies(ecosystems, scrape, known);
    }

    /** Metric families by which exporters can be told apart. */
    Set<String> identifyingFamilies() {
        return ecosystems.stream()
                .map(Ecosystem::shows)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    public Remedy remedyFor(ReplicatedContainer container, Culprit culprit) {
        return remedyFor(container, LabelUse.of(culprit));
    }

    public Remedy remedyFor(ReplicatedContainer container, LabelUse use) {
        Exporter exporter = exporters.getOrDefault(container, Exporter.UNKNOWN);
        Ecosystem maker = ecosystems.stream()
                .filter(ecosystem -> ecosystem.isMadeBy(use, exporter))
                .findFirst()
                .orElseThrow();
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : maker.remedies()) {
            if (entry.appliesTo(use, exporter) && !(entry.otherwise() && !entries.isEmpty())) {
                entries.add(entry);
            }
        }
        List<Remedy> alternatives = Stream.concat(entries.stream().skip(1), scrape.remedies().stream())
                .map(entry -> render(entry, container, use, exporter, List.of()))
                .toList();
        return render(entries.get(0), container, use, exporter, alternatives);
    }

    private Remedy render(
            Entry entry, ReplicatedContainer container, LabelUse use, Exporter exporter, List<Remedy> alternatives) {
        SnippetLanguage language = SnippetLanguage.named(entry.language());
        Map<String, Object> spoken = names(entry, container, use, exporter);
        spoken.put("labels", use.labels().stream().map(Remedies::quoted).toList());
        spoken.put("metrics", use.metrics().stream().map(Remedies::quoted).toList());
        Map<String, Object> written = names(entry, container, use, exporter);
        written.put("labels", use.labels().stream().map(language::write).toList());
        written.put("metrics", use.metrics().stream().map(language::write).toList());
        written.put("namespace", language.write(container.namespace()));
        written.put("labelPattern", language.write(pattern(use.labels(), "")));
        written.put("metricPattern", language.write(pattern(use.metrics(), "(_bucket|_sum|_count)?")));
        return new Remedy(
                render(entry.title(), spoken),
                render(String.join(" ", entry.text()), spoken),
                language.word(),
                render(lines(entry.snippet()), written).stripTrailing(),
                entry.caveats().stream().map(caveat -> render(caveat, spoken)).toList(),
                saving(entry.frees(), use.saving()),
                alternatives);
    }

    private static Map<String, Object> names(
            Entry entry, ReplicatedContainer container, LabelUse use, Exporter exporter) {
        Map<String, String> aliases = entry.metricAliases() == null ? Map.of() : entry.metricAliases();
        Map<String, Object> names = new HashMap<>();
        names.put(
                "aliases",
                use.metrics().stream()
                        .filter(aliases::containsKey)
                        .map(aliases::get)
                        .distinct()
                        .toList());
        names.put("workload", Text.printable(container.workload(), LONGEST_NAME));
        names.put("container", Text.printable(container.container(), LONGEST_NAME));
        names.put("namespace", Text.printable(container.namespace(), LONGEST_NAME));
        names.put("istio", exporter.istio() == null ? 0 : exporter.istio());
        return names;
    }

    /** A regular expression that matches any of the names; where they cannot be read as what they are, dots stand in. */
    private static String pattern(List<String> names, String suffix) {
        return names.stream()
                .map(name -> PATTERN_SIGNS.matcher(name).replaceAll(".") + suffix)
                .collect(Collectors.joining("|"));
    }

    private static String saving(String frees, @Nullable Saving saving) {
        if (saving == null) {
            return "";
        }
        if (saving.series() == 0) {
            return "Saves what is still to come: none of its series lives at the end of the period.";
        }
        String series = Format.count(saving.series(), "live series", "live series");
        String bytes = saving.bytes() > 0 ? Format.bytes((double) saving.bytes()) : "an unknown number of bytes";
        String both = "%s and %s per container, as at the end of the period".formatted(series, bytes);
        return switch (frees) {
            case "all" -> "Saves about " + both + ".";
            case "idle" -> "Saves up to " + both + ": those that are idle.";
            case "store" -> "Saves 0 MB in the container; " + series + " per container in the metrics store.";
            default -> throw new IllegalArgumentException("frees is '%s'".formatted(frees));
        };
    }

    /** A line that only steers the template is none of the snippet's. */
    private static String lines(List<String> snippet) {
        return snippet.stream()
                .map(line -> line.startsWith("{%") && line.endsWith("%}") ? line : line + "\n")
                .collect(Collectors.joining());
    }

    /** In sentences: odd names in quotes. */
    private static String quoted(String name) {
        String printable = Text.printable(name, LONGEST_NAME);
        return PLAIN_NAME.matcher(printable).matches() ? printable : '"' + printable + '"';
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
