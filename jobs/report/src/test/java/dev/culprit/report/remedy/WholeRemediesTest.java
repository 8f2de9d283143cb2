package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What every remedy has, whatever it is for. */
final class WholeRemediesTest {
    private final Remedies remedies = Remedies.load();

    @ParameterizedTest
    @MethodSource("dev.culprit.report.remedy.Makers#all")
    void everyRemedyIsWholeAndSaysWhatIsLost(String metric, String shown) {
        for (String label : List.of("path", "destination_service", "customer")) {
            for (Remedy remedy : Makers.withAlternatives(Makers.remedy(shown, null, List.of(label), metric))) {
                assertThat(remedy.title() + remedy.text() + remedy.snippet() + remedy.caveats())
                        .doesNotContain("{%", "[]", "  ,")
                        .contains("Lost: ");
                assertThat(remedy.snippet()).isNotBlank();
                assertThat(remedy.saving()).startsWith("Saves ").endsWith(".");
                assertThat(remedy.watch()).startsWith("Afterwards ").endsWith(".");
                assertThat(remedy.query())
                        .isEqualTo("count(count by (%s) ({__name__=~\"%s(_bucket|_sum|_count)?\"}))"
                                .formatted(label, metric));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culprit.report.remedy.Makers#all")
    void theRelabelRuleComesLastAndPromisesNothing(String metric, String shown) {
        Remedy remedy = Makers.remedy(shown, null, List.of("customer"), metric);
        Remedy last = last(remedy);
        assertThat(last.title()).contains("it frees nothing in the container");
        assertThat(last.saving()).startsWith("Saves 0 MB in the container");
        Map<String, Object> config = yaml(last.snippet());
        assertThat(config.toString()).contains("action=drop").contains("regex=" + metric + "(_bucket|_sum|_count)?");
        assertThat(remedy.alternatives())
                .allSatisfy(each -> assertThat(each.alternatives()).isEmpty());
    }

    @Test
    void whatASuspectWouldSaveIsNotKnownAndWhatIsGoneSavesNothing() {
        List<String> metrics = List.of("istio_requests_total");
        assertThat(Makers.withAlternatives(
                        remedies.remedyFor(Reports.PROXY, new LabelUse(Findings.HOSTS, metrics, null))))
                .allSatisfy(remedy -> assertThat(remedy.saving()).isEmpty());
        assertThat(remedies.remedyFor(Reports.PROXY, new LabelUse(Findings.HOSTS, metrics, new Saving(0, 0)))
                        .saving())
                .startsWith("Saves what is still to come");
    }

    /** The trials of this class run over {@link Makers#MAKERS}: a program without a line there would be tried by none of them. */
    @Test
    void everyProgramHasALineAmongTheMakersAndNoSnippetAnEllipsis() throws IOException {
        Map<String, Ecosystem> programs = new LinkedHashMap<>();
        for (String file : Remedies.FILES) {
            programs.put(file, ecosystem(file));
        }
        Set<String> tried = new HashSet<>();
        Makers.MAKERS.forEach((metric, shown) -> programs.entrySet().stream()
                .filter(program -> program.getValue()
                        .makes(
                                new LabelUse(List.of("customer"), List.of(metric), null),
                                "app",
                                Makers.showing(shown, null)))
                .findFirst()
                .ifPresent(program -> tried.add(program.getKey())));
        assertThat(tried).containsExactlyInAnyOrderElementsOf(Remedies.FILES);
        for (String file : List.of(Remedies.SCRAPE_FILE, Remedies.OPERATOR_FILE, Remedies.OBSERVER_FILE)) {
            programs.put(file, ecosystem(file));
        }
        programs.forEach((file, program) -> program.remedies()
                .forEach(remedy ->
                        assertThat(String.join("\n", remedy.snippet())).as(file).doesNotContain("…", "...")));
    }

    private static Ecosystem ecosystem(String file) throws IOException {
        try (InputStream json = Remedies.class.getResourceAsStream(file)) {
            return new ObjectMapper().readValue(json, Ecosystem.class);
        }
    }

    private static Map<String, Object> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Remedy last(Remedy remedy) {
        return remedy.alternatives().get(remedy.alternatives().size() - 1);
    }
}
