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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
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
    /** Programs that others make are written in Go, Java or Python too, so they are asked for before the libraries. */
    static final List<String> FILES = List.of(
            "istio.json",
            "envoy.json",
            "linkerd.json",
            "dapr.json",
            "ingress-nginx.json",
            "traefik.json",
            "caddy.json",
            "vector.json",
            "otelcol.json",
            "kube-state-metrics.json",
            "argo-workflows.json",
            "cert-manager.json",
            "rabbitmq.json",
            "litellm.json",
            "litestar.json",
            "client-go.json",
            "statsd_exporter.json",
            "pushgateway.json",
            "mtail.json",
            "others.json",
            "opentelemetry.json",
            "micrometer.json",
            "client_java.json",
            "prom-client.json",
            "client_python.json",
            "client_golang.json",
            "http.json",
            "generic.json");

    static final String SCRAPE_FILE = "scrape.json";
    /** What somebody can do who runs a program and cannot change its code. */
    static final String OPERATOR_FILE = "operator.json";

    /** For servers and agents that keep what others show. */
    static final String OBSERVER_FILE = "observer.json";

    private static final String OWN_PROGRAM =
            "This is code for a program of your own; one that others make is configured, see below.";

    private static final String REPLACED =
            "A name of more than 500 characters is not printed: put it in where NAME_OF_ stands.";

    /** Attributes of OpenTelemetry's conventions, old and new, that name the other end of a connection or the port it came to. */
    private static final Pattern PEER = Pattern.compile(
            "(net_sock_peer|net_peer|network_peer|net_sock_host|client)_(address|addr|ip|port|name)|net_host_port");

    private static final int LONGEST_NAME = 120;
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final List<Ecosystem> ecosystems;
    private final Ecosystem operator;
    private final Ecosystem scrape;
    private final Ecosystem observer;
    private final Map<ReplicatedContainer, Exporter> exporters;
    private final PebbleEngine engine = new PebbleEngine.Builder()
            .loader(new StringLoader())
            .autoEscaping(false)
            .strictVariables(true)
            .newLineTrimming(false)
            .defaultLocale(Locale.ROOT)
            .build();

    private Remedies(
            List<Ecosystem> ecosystems,
            Ecosystem operator,
            Ecosystem scrape,
            Ecosystem observer,
            Map<ReplicatedContainer, Exporter> exporters) {
        this.ecosystems = ecosystems;
        this.operator = operator;
        this.scrape = scrape;
        this.observer = observer;
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
                FILES.stream().map(file -> load(mapper, file)).toList(),
                load(mapper, OPERATOR_FILE),
                load(mapper, SCRAPE_FILE),
                load(mapper, OBSERVER_FILE),
                Map.of());
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
        return new Remedies(ecosystems, operator, scrape, observer, known);
    }

    /** Metric families by which exporters can be told apart. */
    Set<String> identifyingFamilies() {
        return Stream.concat(ecosystems.stream(), Stream.of(observer))
                .flatMap(Ecosystem::identifying)
                .collect(Collectors.toSet());
    }

    public Remedy remedyFor(ReplicatedContainer container, Culprit culprit) {
        return remedyFor(container, LabelUse.of(culprit));
    }

    public Remedy remedyFor(ReplicatedContainer container, LabelUse use) {
        Exporter exporter = exporters.getOrDefault(container, Exporter.UNKNOWN);
        // Programs may have colons in their names as well, as vLLM does.
        if (ObservedMetrics.are(use) && exporter.showsAnyOf(observer.shows())) {
            return render(observer.remedies().get(0), container, use, exporter, "", List.of());
        }
        Ecosystem maker = maker(container, use, exporter);
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : maker.remedies()) {
            if (entry.appliesTo(use, exporter) && !(entry.otherwise() && !entries.isEmpty())) {
                entries.add(entry);
            }
        }
        List<Remedy> alternatives = Stream.of(
                        entries.stream().skip(1),
                        maker.library() ? operator.remedies().stream() : Stream.<Entry>empty(),
                        scrape.remedies().stream())
                .flatMap(each -> each)
                .map(entry -> render(entry, container, use, exporter, "", List.of()))
                .toList();
        return render(entries.get(0), container, use, exporter, maker.library() ? OWN_PROGRAM : "", alternatives);
    }

    private Ecosystem maker(ReplicatedContainer container, LabelUse use, Exporter exporter) {
        Stream<Ecosystem> told = exporter.isKnown()
                ? Stream.empty()
                : ecosystems.stream().filter(ecosystem -> ecosystem.isToldBy(use.labels()));
        return Stream.concat(
                        told,
                        ecosystems.stream().filter(ecosystem -> ecosystem.makes(use, container.container(), exporter)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What operators of such a program have found where memory grows and no label is to blame; empty where nothing is known.
     *
     * @param grows the labels and metrics that have births
     */
    public List<String> elsewhere(ReplicatedContainer container, LabelUse grows) {
        Exporter exporter = exporters.getOrDefault(container, Exporter.UNKNOWN);
        List<String> found = maker(container, grows, exporter).elsewhere();
        Map<String, Object> names = names(Map.of(), container, grows, exporter, SnippetLanguage.SHELL::write);
        return found == null
                ? List.of()
                : found.stream().map(step -> render(step, names)).toList();
    }

    private Remedy render(
            Entry entry,
            ReplicatedContainer container,
            LabelUse use,
            Exporter exporter,
            String forWhom,
            List<Remedy> alternatives) {
        SnippetLanguage language = SnippetLanguage.named(entry.language());
        SnippetNames snippet =
                new SnippetNames(container, observer.remedies().contains(entry) ? ObservedMetrics.asScraped(use) : use);
        Map<String, Object> spoken =
                names(aliases(entry), container, use, exporter, name -> Text.printable(name, LONGEST_NAME));
        spoken.put("labels", use.labels().stream().map(Remedies::quoted).toList());
        spoken.put("metrics", use.metrics().stream().map(Remedies::quoted).toList());
        Map<String, Object> written = names(aliases(entry), container, use, exporter, SnippetNames::printable);
        written.putAll(snippet.in(language));
        String text = render(String.join(" ", entry.text()), spoken);
        return new Remedy(
                render(entry.title(), spoken),
                forWhom.isEmpty() ? text : text + " " + forWhom,
                language.word(),
                render(lines(entry.snippet()), written).stripTrailing(),
                Stream.concat(
                                entry.caveats().stream().map(caveat -> render(caveat, spoken)),
                                SnippetNames.replaces(use) ? Stream.of(REPLACED) : Stream.<String>empty())
                        .toList(),
                watch(entry.frees()),
                snippet.query(),
                saving(entry.frees(), use.saving()),
                alternatives);
    }

    private static String watch(String frees) {
        return switch (frees) {
            case "all" ->
                "Afterwards the count of values stops rising, and falls once the old processes are gone; memory"
                        + " follows within a lifetime. The next report says fixed when both have happened.";
            case "idle" ->
                "Afterwards the count of values levels off at what is in use within the time to expire, and memory"
                        + " with it. The next report says fixed when both have happened.";
            case "store" ->
                "Afterwards the count of values falls in the metrics store; the container's memory grows on until its"
                        + " metrics are mended.";
            default -> throw new IllegalArgumentException("frees is '%s'".formatted(frees));
        };
    }

    private static Map<String, String> aliases(Entry entry) {
        return entry.metricAliases() == null ? Map.of() : entry.metricAliases();
    }

    private static Map<String, Object> names(
            Map<String, String> aliases,
            ReplicatedContainer container,
            LabelUse use,
            Exporter exporter,
            UnaryOperator<String> printable) {
        Map<String, Object> names = new HashMap<>();
        names.put(
                "aliases",
                use.metrics().stream()
                        .filter(aliases::containsKey)
                        .map(aliases::get)
                        .distinct()
                        .toList());
        names.put("workload", printable.apply(container.workload()));
        names.put("container", printable.apply(container.container()));
        names.put("namespace", printable.apply(container.namespace()));
        names.put("jobs", ObservedMetrics.jobs(use).stream().map(printable).toList());
        names.put(
                "peer",
                use.labels().stream().allMatch(label -> PEER.matcher(label).matches()));
        names.put("istio", exporter.istio() == null ? 0 : exporter.istio());
        return names;
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
