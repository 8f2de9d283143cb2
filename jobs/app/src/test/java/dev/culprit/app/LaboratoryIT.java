package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.culprit.app.Recordings.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded programs off the shelf (src/test/resources/laboratory/README.md) through one run of the pipeline. */
final class LaboratoryIT {
    private static final Recordings RECORDINGS = new Recordings(Path.of("src/test/resources/laboratory"));

    @TempDir
    private static Path folder;

    private static JsonNode findings;

    @BeforeAll
    static void runOnce() throws IOException {
        findings = RECORDINGS.judge(folder, "source = csv, path = \"%2$s/memory/%1$s\"");
    }

    static Stream<Truth> truths() throws IOException {
        return RECORDINGS.truths();
    }

    /** Not yet right, and told so here and in docs/laboratory.md. That nobody innocent is accused is asked of them all the same. */
    private static final Set<String> NOT_YET = Set.of(
            "prod/express-label-leak-slow",
            "prod/flask-innocent",
            "prod/gin-innocent",
            "prod/opentelemetry-innocent",
            "prod/rabbitmq-plain-leak",
            "prod/spring-innocent",
            "prod/spring-label-leak-slow",
            "prod/victoriametrics-label-leak",
            "test/express-innocent",
            "test/express-label-leak-slow",
            "test/express-plain-leak",
            "test/spring-innocent",
            "test/victoriametrics-label-leak");

    @ParameterizedTest
    @MethodSource("truths")
    void nobodyInnocentIsAccused(Truth truth) {
        JsonNode finding = Recordings.finding(findings, truth);
        if (finding.get("verdict").asText().equals("label")) {
            assertThat(finding.get("culprits")).hasSize(1);
            assertThat(Recordings.texts(finding.get("culprits").get(0).get("labels")))
                    .isEqualTo(truth.labels());
        }
    }

    @ParameterizedTest
    @MethodSource("truths")
    void theVerdictIsTheTruth(Truth truth) {
        String verdict = Recordings.finding(findings, truth).get("verdict").asText();
        if (NOT_YET.contains(truth.toString())) {
            assertThat(verdict).isNotIn(truth.verdicts());
        } else {
            assertThat(verdict).isIn(truth.verdicts());
        }
    }
}
