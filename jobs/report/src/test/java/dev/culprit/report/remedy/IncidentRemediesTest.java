package dev.culprit.report.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.ReplicatedContainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What docs/remedies.md says that operators are told, in incidents that others have reported, is what they are told. */
final class IncidentRemediesTest {
    private static final Path PAGE = Path.of("../../docs/remedies.md");
    private static final String HEAD =
            "| incident | program | verdict | what Culprit says to change |\n| --- | --- | --- | --- |\n";

    /**
     * @param shows families of the target that tell what it is
     * @param labels that are named, watched or suspected; without a label to blame, those that have births
     */
    record Incident(
            String incident,
            String program,
            String container,
            Set<String> shows,
            String verdict,
            List<String> labels,
            List<String> metrics) {

        private ReplicatedContainer subject() {
            return new ReplicatedContainer("prod", "apps", "workload", container);
        }

        private Remedies remedies() {
            return Remedies.load().knowing(Map.of(subject(), new Exporter(shows, null)));
        }

        private LabelUse use() {
            return new LabelUse(labels, metrics, null);
        }

        List<String> told() {
            List<String> told = new ArrayList<>();
            if (!verdict.equals("no-label")) {
                Remedy remedy = remedies().remedyFor(subject(), use());
                told.add(remedy.title());
                remedy.alternatives().stream()
                        .map(Remedy::title)
                        .filter(title -> !title.contains("it frees nothing in the container"))
                        .forEach(title -> told.add("or: " + title));
            }
            if (verdict.equals("no-label") || verdict.equals("insufficient-data")) {
                told.addAll(remedies().elsewhere(subject(), use()));
            }
            return told;
        }

        String row() {
            return "| %s | %s | `%s`%s | %s |\n"
                    .formatted(
                            incident,
                            program,
                            verdict,
                            verdict.equals("no-label") ? "" : " " + String.join(", ", labels),
                            String.join("<br>", told()));
        }
    }

    @Test
    void thePageTellsWhatOperatorsAreTold() throws IOException {
        StringBuilder table = new StringBuilder(HEAD);
        incidents().forEach(incident -> table.append(incident.row()));
        assertThat(Files.readString(PAGE)).contains(table);
    }

    /** A program that others make is configured, whatever it is written in. */
    @Test
    void nobodyIsGivenCodeForSomebodyElsesProgram() throws IOException {
        for (Incident incident : incidents()) {
            Remedy remedy = incident.remedies().remedyFor(incident.subject(), incident.use());
            boolean own = incident.program().startsWith("one's own");
            assertThat(remedy.text().contains("for a program of your own"))
                    .as(incident.incident())
                    .isEqualTo(own);
            if (!own) {
                assertThat(Makers.withAlternatives(remedy))
                        .as(incident.incident())
                        .allSatisfy(each -> assertThat(each.language()).isIn("yaml", "shell"));
            }
        }
    }

    /** All labels of the group go, or none helps: each stands in what is to be pasted, or in the words that say what goes. */
    @Test
    void everyLabelOfTheGroupIsSpokenOf() throws IOException {
        for (Incident incident : incidents()) {
            Remedy remedy = incident.remedies().remedyFor(incident.subject(), incident.use());
            String all = Makers.withAlternatives(remedy).toString();
            assertThat(all).as(incident.incident()).contains(incident.labels());
        }
    }

    private static List<Incident> incidents() throws IOException {
        try (InputStream json = IncidentRemediesTest.class.getResourceAsStream("incidents.json")) {
            return List.of(new ObjectMapper().readValue(json, Incident[].class));
        }
    }
}
