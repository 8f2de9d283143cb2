package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.culprit.model.CulpritException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkFailureIT {
    @TempDir
    private Path folder;

    @Test
    void whatATaskTellsReachesTheConsoleOnOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        SparkSession spark = SparkSettings.load(Path.of("../..")).start();
        try {
            Throwable failure =
                    catchThrowable(() -> spark.range(2).foreachPartition((ForeachPartitionFunction<Long>) rows -> {
                        throw new CulpritException("archive x is not readable");
                    }));
            assertThat(failure).isNotInstanceOf(CulpritException.class);
            int status = new Failures(new PrintStream(err, true, StandardCharsets.UTF_8), folder).failed(failure);
            assertThat(status).isEqualTo(1);
        } finally {
            spark.stop();
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("culprit: archive x is not readable%n".formatted());
    }
}
