package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's incident, known by its scrapes and nothing else. */
final class ScrapesAloneIT {
    @TempDir
    private Path folder;

    @Test
    void theScrapesAloneLeadToTheVerdicts() throws IOException {
        List<String> environments = new ArrayList<>();
        for (String name : List.of("prod", "test", "dev")) {
            environments.add("""
                { name = %1$s, memory { source = scrapes }
                  scrapes { path = "%2$s/demo/scrapes/environment=%1$s"
                            pattern = "namespace={namespace}/pod={pod}/container={container}/{time}.prom.zst" } }
                """.formatted(name, DemoDay.HOME));
        }
        Path configuration = Files.writeString(
                folder.resolve("my.conf"),
                "culprit { warehouse = \"%s\", report.output = \"%s\", environments = [ %s ] }"
                        .formatted(
                                folder.resolve("warehouse"),
                                folder.resolve("report"),
                                String.join(", ", environments)));
        assertThat(DemoRun.command(
                        new ByteArrayOutputStream(),
                        "run",
                        "--conf",
                        configuration.toString(),
                        "--from",
                        "2026-11-16",
                        "--to",
                        "2026-11-19"))
                .isZero();
        List<String> verdicts = new ArrayList<>();
        new ObjectMapper()
                .readTree(folder.resolve("report/report.json").toFile())
                .path("findings")
                .forEach(finding -> verdicts.add("%s %s %s %s"
                        .formatted(
                                finding.path("environment").asText(),
                                finding.path("workload").asText(),
                                finding.path("verdict").asText(),
                                finding.path("culprits").toString().contains("destination_service"))));
        assertThat(verdicts)
                .containsExactlyInAnyOrder(
                        "prod wp-proxy label true",
                        "prod thumbs no-label false",
                        "prod catalog steady false",
                        "test wp-proxy steady false",
                        "dev wp-proxy steady false");
    }
}
