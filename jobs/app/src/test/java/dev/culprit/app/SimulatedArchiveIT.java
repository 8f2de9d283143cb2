package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.SimulatedArchive;
import dev.culprit.analysis.simulation.Simulation;
import dev.culprit.analysis.simulation.Truth;
import dev.culprit.analysis.simulation.World;
import dev.culprit.model.Period;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Simulated incidents as files through one run of the pipeline: the scoreboard judges the method on the rows that such files
 * should give, this test that they do. In the shifted world, as its periods are shorter.
 */
final class SimulatedArchiveIT {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final List<Family> FAMILIES = List.of(Family.L02, Family.L19, Family.N02, Family.N05);
    private static final long SEED = 65;
    /** Half an hour between scrapes. */
    private static final int EVERY_NTH = 6;

    @TempDir
    private static Path folder;

    private static final Map<Family, Truth> TRUTHS = new HashMap<>();
    private static JsonNode report;

    @BeforeAll
    static void runOnce() throws IOException {
        SimulatedArchive archive = new SimulatedArchive(folder);
        List<Period> periods = new ArrayList<>();
        for (Family family : FAMILIES) {
            Simulation simulation = new Simulation(family, World.SHIFTED, SEED);
            archive.add(workload(family), simulation, EVERY_NTH);
            TRUTHS.put(family, simulation.truth());
            periods.add(simulation.period());
        }
        Instant to = periods.stream().map(Period::to).max(Instant::compareTo).orElseThrow();
        Path conf = Files.writeString(
                folder.resolve("fleet.conf"),
                archive.configuration(periods.get(0).from(), to));
        int status = Culprit.run(
                new String[] {"run", "--conf", conf.toString()},
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                System.err,
                Map.of("CULPRIT_HOME", HOME.toString()),
                Clock.fixed(Instant.parse("2027-03-01T12:00:00Z"), ZoneOffset.UTC));
        assertThat(status).isZero();
        report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
    }

    @Test
    void everyFileIsRead() {
        assertThat(report.get("coverage").get("scrapes").asInt()).isGreaterThan(1000);
        assertThat(report.get("coverage").get("rejected").asInt()).isZero();
        assertThat(report.get("coverage").get("unmatched").asInt()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"L02", "L19"})
    void whoIsGuiltyIsNamed(Family family) {
        Truth truth = TRUTHS.get(family);
        JsonNode finding = finding(family);
        assertThat(finding.get("verdict").asText()).isEqualTo("label");
        JsonNode culprit = finding.get("culprits").get(0);
        assertThat(truth.namedBy(texts(culprit.get("labels"))))
                .hasValueSatisfying(guilty -> assertThat(
                                culprit.get("bytesPerSeries").get("estimate").asDouble())
                        .isBetween(0.8 * guilty.bytes(), 1.2 * guilty.bytes()));
    }

    /** N02: a label grows and memory is flat. N05: the application leaks beside a growing label. */
    @ParameterizedTest
    @EnumSource(names = {"N02", "N05"})
    void whoIsInnocentIsNot(Family family) {
        assertThat(finding(family).get("verdict").asText())
                .isIn(family == Family.N02 ? List.of("watch", "steady") : List.of("no-label", "insufficient-data"));
        for (JsonNode finding : report.get("findings")) {
            if (finding.get("workload").asText().equals(workload(family))) {
                assertThat(finding.get("verdict").asText()).isNotEqualTo("label");
            }
        }
    }

    private static JsonNode finding(Family family) {
        return StreamSupport.stream(report.get("findings").spliterator(), false)
                .filter(one -> one.get("workload").asText().equals(workload(family)))
                .filter(one -> one.get("environment")
                        .asText()
                        .equals(TRUTHS.get(family).environment()))
                .filter(one ->
                        one.get("container").asText().equals(TRUTHS.get(family).container()))
                .findFirst()
                .orElseThrow();
    }

    private static String workload(Family family) {
        return "shop" + family.name().substring(1) + (family.name().startsWith("L") ? "a" : "b");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
