package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that version 0.1 has left: a Pushgateway half of whose memory is a label's, before columns were added. */
final class OldTablesIT {
    private static final Path LEFT = Path.of("src/test/resources/tables-of-0.1");

    @TempDir
    private Path folder;

    private Path configuration;

    @BeforeEach
    void copy() throws IOException {
        Path warehouse = folder.resolve("warehouse");
        try (Stream<Path> walked = Files.walk(LEFT)) {
            for (Path from : walked.toList()) {
                Files.copy(from, warehouse.resolve(LEFT.relativize(from).toString()));
            }
        }
        configuration =
                Files.writeString(folder.resolve("my.conf"), """
                culprit {
                  warehouse = "%s"
                  period { from = "2026-11-16", to = "2026-11-19" }
                  environments = [ { name = prod }, { name = staging } ]
                  report.output = "%s"
                }
                """.formatted(warehouse, folder.resolve("report")));
    }

    @Test
    void theOldFindingsAreReported() throws IOException {
        assertThat(run("report")).contains("run_id");
        assertThat(verdicts()).containsExactly("prod label [run_id]", "staging steady []");
    }

    @Test
    void theOldSeriesAndReadingsAreJudged() throws IOException {
        run("correlate");
        run("report");
        assertThat(verdicts()).containsExactly("prod label [run_id]", "staging steady []");
    }

    @Test
    void allOfThemAreAsTheyWereWritten() throws IOException {
        assertThat(run("check")).contains("all as they were written");
    }

    @Test
    void columnsThatWereNotThereYetAreEmpty() {
        Warehouse warehouse = new Warehouse(folder.resolve("warehouse").toString(), new Configuration());
        List<ScrapeRow> scrapes = warehouse.read(Table.SCRAPES, new Partition("prod", LocalDate.parse("2026-11-16")));
        assertThat(scrapes).isNotEmpty().extracting(row -> row.flaws().cause()).containsOnlyNulls();
    }

    private String run(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(DemoRun.command(out, command, "--conf", configuration.toString()))
                .as(out.toString(StandardCharsets.UTF_8))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<String> verdicts() throws IOException {
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        List<String> verdicts = new ArrayList<>();
        for (JsonNode finding : report.path("findings")) {
            List<String> labels = new ArrayList<>();
            finding.path("culprits")
                    .forEach(culprit -> culprit.path("labels").forEach(label -> labels.add(label.asText())));
            verdicts.add("%s %s %s"
                    .formatted(
                            finding.path("environment").asText(),
                            finding.path("verdict").asText(),
                            labels));
        }
        return verdicts;
    }
}
