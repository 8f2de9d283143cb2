package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.culprit.model.CulpritException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkFailureIT {
    @TempDir
    private Path folder;

    @Test
    void whatATaskTellsReachesTheConsoleOnOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        JavaSparkContext spark = SparkSettings.load(Path.of("../..")).start();
        try {
            Throwable failure =
                    catchThrowable(() -> spark.parallelize(List.of(1, 2)).foreachPartition(rows -> {
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
