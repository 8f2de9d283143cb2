package dev.culprit.report.remedy;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of labels, metrics and containers as snippets hold them: literals, regular expressions and queries, none of them shortened. */
final class SnippetNames {
    /** By hand: no program names a metric so; half of a name would be another name, so a word stands for the whole. */
    private static final int LONGEST = 500;
    /** By hand: characters of names in one rule, so that a rule can be read and goes into any configuration. */
    private static final int RULE = 160;
    /** The series of a histogram or summary have these behind the family's name. */
    private static final String SUFFIXES = "(_bucket|_sum|_count)?";

    private static final String ARGO = "argo_workflows_";
    private static final String REQUESTS = "nginx_ingress_controller_requests";
    /** Of LiteLLM's list of metrics, those whose names end in _total by themselves. */
    private static final Pattern TOTAL_ITSELF =
            Pattern.compile("litellm_(guardrail|managed|check_batch)_.*_total", Pattern.DOTALL);

    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    /** What is none of a plain name: RE2 reads a dot as any one character. */
    private static final Pattern ODD = Pattern.compile("[^a-zA-Z0-9_:]", Pattern.DOTALL);

    private final ReplicatedContainer container;
    private final LabelUse use;

    SnippetNames(ReplicatedContainer container, LabelUse use) {
        this.container = container;
        this.use = new LabelUse(printed(use.labels()), printed(use.metrics()), use.saving());
    }

    private static List<String> printed(List<String> names) {
        return names.stream().map(SnippetNames::whole).toList();
    }

    /** The name, or a word for one that is none. */
    private static String whole(String name) {
        return name.length() <= LONGEST ? name : "NAME_OF_%d_CHARACTERS".formatted(name.length());
    }

    /** On one line, as comments hold it. */
    static String printable(String name) {
        return Text.printable(whole(name), Integer.MAX_VALUE);
    }

    /** Where a name is so long that a word stands for it. */
    static boolean replaces(LabelUse use) {
        return Stream.concat(use.labels().stream(), use.metrics().stream()).anyMatch(name -> name.length() > LONGEST);
    }

    /** What a template knows beside the plain names, as literals of the language. */
    Map<String, Object> in(SnippetLanguage language) {
        List<String> patterns = patterns(use.metrics());
        Map<String, Object> names = new HashMap<>();
        names.put("labels", written(language, use.labels()));
        names.put("metrics", written(language, use.metrics()));
        names.put("namespace", language.write(whole(container.namespace())));
        names.put("containerName", language.write(whole(container.container())));
        names.put("metricPatterns", written(language, patterns));
        names.put(
                "denylists",
                patterns.stream()
                        .map(pattern -> language.write("--metric-denylist=^(" + pattern + ")$"))
                        .toList());
        names.put(
                "deletions",
                use.labels().stream()
                        .map(label -> language.write("delete_key(attributes, %s)".formatted(quoted(label))))
                        .toList());
        names.put("litellmMetrics", written(language, litellm(use.metrics())));
        names.put("nginxExcluded", language.write(excluded(use.metrics())));
        names.put(
                "argoMetrics",
                use.metrics().stream()
                        .map(metric -> metric.startsWith(ARGO) ? metric.substring(ARGO.length()) : metric)
                        .map(language::write)
                        .toList());
        return names;
    }

    /** As LiteLLM's configuration names them: what prometheus_client appends is not part of it, but where the program itself wrote it. */
    private static List<String> litellm(List<String> metrics) {
        return metrics.stream()
                .map(metric -> metric.replaceFirst("_created$", "_total"))
                .map(metric -> TOTAL_ITSELF.matcher(metric).matches() ? metric : metric.replaceFirst("_total$", ""))
                .distinct()
                .toList();
    }

    /** What ingress-nginx need not keep, joined: all but the plain count of requests; where that alone grows, it too. */
    private static String excluded(List<String> metrics) {
        List<String> without =
                metrics.stream().filter(metric -> !metric.equals(REQUESTS)).toList();
        return String.join(",", without.isEmpty() ? metrics : without);
    }

    private static List<String> written(SnippetLanguage language, List<String> names) {
        return names.stream().map(language::write).toList();
    }

    /** Regular expressions of RE2 that match the names and no others but look-alikes of odd ones; as many as it takes. */
    static List<String> patterns(List<String> names) {
        List<String> patterns = new ArrayList<>();
        List<String> together = new ArrayList<>();
        int length = 0;
        for (String name : names) {
            if (!together.isEmpty() && length + name.length() > RULE) {
                patterns.add(pattern(together));
                together.clear();
                length = 0;
            }
            together.add(name);
            length += name.length();
        }
        if (!together.isEmpty()) {
            patterns.add(pattern(together));
        }
        return patterns;
    }

    private static String pattern(List<String> names) {
        String any =
                names.stream().map(name -> ODD.matcher(name).replaceAll(".")).collect(Collectors.joining("|"));
        return (names.size() > 1 ? "(" + any + ")" : any) + SUFFIXES;
    }

    /** How many sets of values of the labels live, over the metric that they multiply most. */
    String query() {
        String by = use.labels().stream()
                .map(label -> PLAIN.matcher(label).matches() ? label : quoted(label))
                .collect(Collectors.joining(", "));
        String metric = use.metrics().isEmpty() ? ".+" : pattern(use.metrics().subList(0, 1));
        return "count(count by (%s) ({__name__=~%s}))".formatted(by, quoted(metric));
    }

    private static String quoted(String text) {
        return '"'
                + Text.printable(text, Integer.MAX_VALUE).replace("\\", "\\\\").replace("\"", "\\\"")
                + '"';
    }
}
