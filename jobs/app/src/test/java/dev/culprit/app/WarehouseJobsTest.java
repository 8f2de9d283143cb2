package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarehouseJobsTest {
    private static final Period DAY =
            new Period(Instant.parse("2026-11-17T00:00:00Z"), Instant.parse("2026-11-18T00:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void memoryIsExtractedWithoutSpark() throws IOException {
        Files.writeString(folder.resolve("stream.json"), """
            {"namespace":"ContainerInsights","metric_name":"pod_memory_working_set","dimensions":{"ClusterName":"eks",\
            "Namespace":"web","PodName":"shop","FullPodName":"shop-1"},"timestamp":1794916800000,\
            "value":{"sum":1000,"count":1}}
            """);
        try (WarehouseJobs jobs = new WarehouseJobs(
                folder.resolve("warehouse").toString(), SparkSettings.load(null), Clock.systemUTC())) {
            assertThat(jobs.extractMemory(List.of(new MetricStream("prod", folder.toString(), null)), DAY)
                            .toString())
                    .contains("1 memory row,");
        }
        assertThat(folder.resolve("warehouse/container_memory/environment=prod/date=2026-11-17"))
                .isNotEmptyDirectory();
        assertThat(SparkEnv.get()).isNull();
    }

    @Test
    void aWarehouseOnAFileSystemWithoutItsJarsIsToldSo() {
        assertThatThrownBy(() -> new WarehouseJobs(
                                "abfs://tables@account/warehouse", SparkSettings.load(null), Clock.systemUTC())
                        .check())
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("warehouse abfs://tables@account/warehouse cannot be opened: ")
                .hasMessageEndingWith("or put the file system's jars on CULPRIT_CLASSPATH");
    }
}
