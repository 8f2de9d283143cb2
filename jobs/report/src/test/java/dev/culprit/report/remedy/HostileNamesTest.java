package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.Reports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Names of labels and metrics may be anything: in what is to be pasted they stay names, whole or replaced. */
final class HostileNamesTest {
    /** What comes before a closing quote, a comment, an end of line, an interpolation; words that YAML reads otherwise. */
    private static final List<String> HOSTILE = List.of(
            "a:\n  operation: UPSERT #\"",
            "\");System.exit(1);//",
            "\\",
            "\\\"); evil(); (\"",
            "\\u000a evil();",
            "'; rm -rf / #",
            "$(reboot)${HOME}`id`",
            "*/ evil() /*",
            "no",
            "{{ labels }}{% set x = 1 %}",
            "]: *anchor",
            "\u202eright\u0000",
            "# comment",
            "- item",
            "!!java.net.URL [x]");

    private final Remedies remedies = Remedies.load();

    @ParameterizedTest
    @MethodSource("dev.culprit.report.remedy.Makers#all")
    void hostileNamesStayNamesInEveryLanguage(String metric, String shown) {
        Remedies knowing = Makers.knowing(shown, null);
        for (String label : List.of("path", "destination_service", "customer")) {
            List<Remedy> plain = offered(knowing, List.of(label), metric);
            List<Remedy> harmless = offered(knowing, List.of(label, "other"), metric, "other_metric");
            for (String hostile : HOSTILE) {
                // A prefix of the label chooses the entry, so keep it.
                List<Remedy> attacked = offered(knowing, List.of(label, hostile), metric, hostile);
                assertThat(attacked).hasSameSizeAs(plain);
                for (int i = 0; i < attacked.size(); i++) {
                    assertSameShape(attacked.get(i), harmless.get(i));
                }
            }
        }
    }

    private static List<Remedy> offered(Remedies knowing, List<String> labels, String... metrics) {
        return Makers.withAlternatives(knowing.remedyFor(Reports.PROXY, Makers.culprit(labels, metrics)));
    }

    @ParameterizedTest
    @MethodSource("dev.culprit.report.remedy.Makers#all")
    void noSnippetIsShortenedHoweverLongTheNames(String metric, String shown) {
        String longMetric = metric + "_" + "m".repeat(300);
        String longLabel = "destination_" + "l".repeat(300);
        for (Remedy remedy :
                Makers.withAlternatives(Makers.remedy(shown, null, List.of(longLabel), longMetric, metric))) {
            assertThat(remedy.snippet() + remedy.query()).doesNotContain("…", "...");
        }
        Remedy rule = last(Makers.remedy(shown, null, List.of("customer"), longMetric, metric));
        assertThat(rule.snippet()).contains("regex: " + '"' + longMetric + "(_bucket|_sum|_count)?" + '"');
    }

    @Test
    void aNameThatNoProgramGivesIsReplacedAndSaidToBe() {
        Remedy remedy = remedies.remedyFor(Reports.PROXY, Makers.culprit(List.of("l".repeat(501)), "orders_total"));
        assertThat(remedy.snippet()).contains("NAME_OF_501_CHARACTERS");
        assertThat(remedy.query()).contains("NAME_OF_501_CHARACTERS");
        assertThat(remedy.caveats()).anyMatch(caveat -> caveat.contains("NAME_OF_"));
    }

    @Test
    void aShellGetsHostileNamesInSingleQuotes() {
        assertThat(SnippetLanguage.SHELL.write("a'; rm -rf / #")).isEqualTo("'a'\\''; rm -rf / #'");
    }

    @Test
    void yamlWordsAreQuotedAndPlainNamesAreNot() {
        assertThat(SnippetLanguage.YAML.write("no")).isEqualTo("\"no\"");
        assertThat(SnippetLanguage.YAML.write("NULL")).isEqualTo("\"NULL\"");
        assertThat(SnippetLanguage.YAML.write("destination_service")).isEqualTo("destination_service");
        assertThat(SnippetLanguage.YAML.write("12")).isEqualTo("\"12\"");
    }

    /** The same lines and, literals taken away, the same code; in YAML the same tree but for the names in it. */
    private static void assertSameShape(Remedy attacked, Remedy harmless) {
        assertThat(attacked.snippet().lines().count())
                .isEqualTo(harmless.snippet().lines().count());
        assertThat(attacked.snippet().chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t'))
                .isTrue();
        switch (attacked.language()) {
            case "yaml" -> assertThat(outline(yaml(attacked.snippet()))).isEqualTo(outline(yaml(harmless.snippet())));
            case "java", "go", "javascript", "python" ->
                assertThat(withoutLiterals(attacked.snippet())).isEqualTo(withoutLiterals(harmless.snippet()));
            case "shell" -> assertThat(withoutWords(attacked.snippet())).isEqualTo(withoutWords(harmless.snippet()));
            default -> throw new AssertionError(attacked.language());
        }
    }

    /** A word in single quotes ends at the next one, which a backslash outside may let begin anew. */
    private static String withoutWords(String code) {
        return code.replaceAll("'[^'\n]*'(?:\\\\''[^'\n]*')*", "@");
    }

    /** A literal in double or single quotes ends at the first of its quotes that no backslash escapes. */
    private static String withoutLiterals(String code) {
        return Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)*'")
                .matcher(code)
                .replaceAll("@")
                .replaceAll("@(, @)+", "@");
    }

    /** Keys and values that are names are all alike; lists and maps keep their sizes. */
    private static Object outline(Object node) {
        if (node instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach((key, value) -> {
                assertThat(key).isInstanceOf(String.class);
                entries.add(outline(value));
            });
            return entries;
        }
        if (node instanceof List<?> list) {
            return list.stream().map(HostileNamesTest::outline).toList();
        }
        return node.getClass().getSimpleName();
    }

    private static Map<String, Object> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Remedy last(Remedy remedy) {
        return remedy.alternatives().get(remedy.alternatives().size() - 1);
    }
}
