package dev.culprit.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.app.DemoDay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped jar on a cluster of a master and two workers, one of whose executors is killed in the middle. */
final class ClusterIT {
    @TempDir
    private Path folder;

    @Test
    void aKilledExecutorCostsARetryAndTheTablesAreThoseOfLocalSpark() throws IOException {
        Path distributed = configuration("distributed");
        try (LoopbackCluster cluster = LoopbackCluster.start(Files.createDirectory(folder.resolve("cluster")), 2)) {
            Process driver =
                    cluster.submit("driver", "dev.culprit.app.Culprit", "run", "--conf", distributed.toString());
            LoopbackCluster.await(
                    "a task writes", () -> aTaskWrites(folder.resolve("distributed")) || !driver.isAlive());
            List<ProcessHandle> executors = cluster.executors();
            assertThat(executors).as(cluster.told("driver")).hasSize(2);
            executors.get(0).destroyForcibly();
            assertThat(driver.onExit()).succeedsWithin(LoopbackCluster.PATIENCE);
            assertThat(driver.exitValue()).as(cluster.told("driver")).isZero();
            // Spark's words hang on whether the worker or the connection tells of it first.
            assertThat(cluster.told("driver"))
                    .containsPattern("Lost (an )?executor")
                    .contains("extract-series: ", "correlate: ");
        }
        assertThat(DemoDay.run(configuration("local"))).isZero();
        Map<String, List<?>> expected = rows("local");
        DemoDay.assertComplete(expected);
        DemoDay.assertSame("distributed", rows("distributed"), expected);
    }

    private static boolean aTaskWrites(Path warehouse) {
        try (Stream<Path> walked = Files.walk(warehouse)) {
            return walked.anyMatch(path -> path.toString().contains("/attempt-"));
        } catch (IOException | UncheckedIOException changing) {
            return false;
        }
    }

    private Path configuration(String name) throws IOException {
        return DemoDay.configuration(
                folder.resolve(name + ".conf"),
                DemoDay.HOME.resolve("demo").toString(),
                folder.resolve(name).toString(),
                folder.resolve(name + "-report").toString());
    }

    private Map<String, List<?>> rows(String name) {
        return DemoDay.rows(folder.resolve(name).toString(), new Configuration());
    }
}
