package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.cloudwatch.standin.CloudWatchStandIn;
import dev.culprit.cloudwatch.standin.FakeClock;
import dev.culprit.cloudwatch.standin.Fault;
import dev.culprit.cloudwatch.standin.Operation;
import dev.culprit.extract.memory.ExtractMemoryJob;
import dev.culprit.model.Period;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** A JVM of its own that is killed (SIGKILL) in the middle of its work, and the run after. */
final class CloudWatchKilledIT extends CloudWatchCase {
    private static final Period ASKED = days("2026-11-09", "2026-11-16");
    private static final int CALLS = 4;

    /** What is killed: the folder of the warehouse and the time. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            ExtractMemoryJob.run(
                    new Warehouse(arguments[0], new Configuration()),
                    new Configuration(),
                    List.of(prod()),
                    ASKED,
                    FakeClock.at(arguments[1]));
        }
    }

    @Test
    void killedAtTheFirstCallTheRunAfterAsksForAll() throws Exception {
        killAtCallAndRunAgain(1);
    }

    @Test
    void killedOnTheWayTheRunAfterGoesOn() throws Exception {
        killAtCallAndRunAgain(2);
    }

    @Test
    void killedAtTheLastCallTheRunAfterAsksForThatOne() throws Exception {
        killAtCallAndRunAgain(CALLS);
    }

    private void killAtCallAndRunAgain(int call) throws Exception {
        many(20, "2026-11-09", "2026-11-16");
        standIn.faults().on(Operation.GET_METRIC_DATA, call, Fault.slow(Duration.ofMinutes(30)));
        Process victim = victim();
        try {
            // A call is begun only when the answers before it are kept.
            while (victim.isAlive() && standIn.faults().begun(Operation.GET_METRIC_DATA) < call) {
                Thread.sleep(20);
            }
            assertThat(victim.isAlive()).as("its last call is not answered").isTrue();
        } finally {
            victim.destroyForcibly().waitFor();
        }
        standIn.faults().clear();
        assertThat(rows(warehouse, "prod", ASKED)).isEmpty();
        run(ASKED, prod());
        assertThat(standIn.billing().asked()).hasSize(2 * 20).doesNotHaveDuplicates();
        List<MemoryRow> resumed = rows(warehouse, "prod", ASKED);
        warehouse = warehouse("undisturbed");
        run(ASKED, prod());
        assertThat(resumed).isNotEmpty().isEqualTo(rows(warehouse, "prod", ASKED));
    }

    private Process victim() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Daws.accessKeyId=" + CloudWatchStandIn.USER,
                        "-Daws.secretAccessKey=any",
                        "-Daws.endpointUrlCloudWatch=" + standIn.endpoint(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        warehouse.toString(),
                        clock.instant().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("victim.log").toFile())
                .start();
    }
}
