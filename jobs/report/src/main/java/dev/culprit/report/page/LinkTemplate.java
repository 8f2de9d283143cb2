package dev.culprit.report.page;

import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Finding;
import dev.culprit.report.page.ReportPage.Link;
import dev.culprit.report.text.DisplayText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where else a finding can be looked at: Grafana, Prometheus, CloudWatch's console.
 *
 * @param name of the link
 * @param url in which {@code {namespace}} and the like stand for what is looked at; each is encoded for a URL
 * @param environment a name in which {@code *} stands for any characters
 */
public record LinkTemplate(String name, String url, String environment) {
    /** What may stand in braces. */
    public static final Set<String> NAMES = Set.of(
            "environment",
            "cluster",
            "namespace",
            "workload",
            "container",
            "label",
            "metric",
            "from",
            "to",
            "from-ms",
            "to-ms",
            "from-s",
            "to-s");

    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");
    private static final Pattern SAFE = Pattern.compile("https?://[\\x21-\\x7e&&[^\"<>|\\\\`]]{1,2000}");

    /** @throws IllegalArgumentException that says what is wrong with the template */
    public LinkTemplate {
        if (!SAFE.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    "must be an address such as https://grafana.example.com/explore?var-namespace={namespace}");
        }
        PLACE.matcher(url)
                .results()
                .map(place -> place.group(1))
                .filter(word -> !NAMES.contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new IllegalArgumentException("has {%s}, which is none of %s"
                            .formatted(
                                    word,
                                    String.join(" ", NAMES.stream().sorted().toList())));
                });
    }

    /** The links of a finding, in the order of the templates. */
    static List<Link> of(List<LinkTemplate> templates, Finding finding) {
        return templates.stream()
                .filter(template -> template.concerns(finding.container().environment()))
                .map(template -> new Link(DisplayText.name(template.name), template.fill(finding)))
                .toList();
    }

    private boolean concerns(String where) {
        String[] pieces = environment.split("\\*", -1);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < pieces.length; i++) {
            pattern.append(i == 0 ? "" : ".*").append(Pattern.quote(pieces[i]));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                .matcher(where)
                .matches();
    }

    private String fill(Finding finding) {
        Map<String, String> values = values(finding);
        return PLACE.matcher(url).replaceAll((MatchResult place) -> encoded(values.getOrDefault(place.group(1), "")));
    }

    private static Map<String, String> values(Finding finding) {
        ReplicatedContainer container = finding.container();
        Period period = finding.period();
        boolean named = !finding.culprits().isEmpty();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("environment", container.environment());
        values.put("cluster", finding.cluster() == null ? "" : finding.cluster());
        values.put("namespace", container.namespace());
        values.put("workload", container.workload());
        values.put("container", container.container());
        values.put("label", named ? first(finding.culprits().get(0).labels()) : "");
        values.put("metric", named ? first(finding.culprits().get(0).metrics()) : "");
        values.put("from", period.from().toString());
        values.put("to", period.to().toString());
        values.put("from-ms", Long.toString(period.from().toEpochMilli()));
        values.put("to-ms", Long.toString(period.to().toEpochMilli()));
        values.put("from-s", Long.toString(period.from().getEpochSecond()));
        values.put("to-s", Long.toString(period.to().getEpochSecond()));
        return values;
    }

    private static String first(List<String> names) {
        return names.isEmpty() ? "" : names.get(0);
    }

    /** Everything but letters, digits, {@code - . _ *} is encoded, a space as {@code %20}. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
