package dev.culprit.cloudwatch.standin.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PromqlByHandIT {
    private static final PrintStream NOWHERE =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    /** The recorded incident's first day: all three took three times as long, and asked no more. */
    private static Path firstDay(Path folder) throws IOException {
        Path demo = Path.of("../../demo");
        try (Stream<Path> walked = Files.walk(demo)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                if (file.toString().matches(".*/2026(/11/16/|-11-16T).*")) {
                    Path copy = folder.resolve(demo.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return folder;
    }

    @Test
    void bothServicesOfTheRecordedIncident(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PromqlByHand.Running running = PromqlByHand.start(
                List.of(firstDay(folder).toString(), "0", "0"), new PrintStream(out, true, StandardCharsets.UTF_8))) {
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(
                            "CloudWatch's PromQL stands in at "
                                    + running.cloudWatch().endpoint(),
                            "Workspace ws-demo stands in at "
                                    + running.workspace().endpoint(),
                            "export AWS_ACCESS_KEY_ID=" + PromqlStandIn.USER);
            // Histograms are one series each there, and lines here.
            assertThat(running.workspace().store().size())
                    .isGreaterThan(running.cloudWatch().store().size())
                    .isGreaterThan(10_000);
        }
    }

    @Test
    void whatItIsGivenMustBeThat() {
        assertThatThrownBy(() -> PromqlByHand.start(List.of(), NOWHERE)).hasMessage(PromqlByHand.USAGE);
        assertThatThrownBy(() -> PromqlByHand.start(List.of("src"), NOWHERE))
                .hasMessage("src is not the recorded incident: name the folder demo");
        assertThatThrownBy(() -> PromqlByHand.start(List.of("../../demo", "0", "eighty"), NOWHERE))
                .hasMessage("eighty is not a port: use 0 to 65535");
    }
}
