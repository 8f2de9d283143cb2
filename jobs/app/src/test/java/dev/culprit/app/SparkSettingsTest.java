package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkSettingsTest {
    @TempDir
    private Path home;

    @AfterEach
    void forget() {
        System.clearProperty("spark.master");
        System.clearProperty("spark.hadoop.fs.s3a.endpoint");
    }

    @Test
    void theLauncherReadsItsDefaults() throws IOException {
        defaults("""
                # a comment

                  spark.master\tlocal[3]
                spark.task.maxFailures   5
                spark.empty
                spark.hadoop.fs.s3a.endpoint http://localhost:9
                """);
        SparkSettings settings = SparkSettings.load(home);
        SparkConf conf = settings.sparkConf();
        assertThat(conf.get("spark.master")).isEqualTo("local[3]");
        assertThat(conf.get("spark.task.maxFailures")).isEqualTo("5");
        assertThat(conf.get("spark.empty")).isEmpty();
        assertThat(settings.hadoopConfiguration().get("fs.s3a.endpoint")).isEqualTo("http://localhost:9");
    }

    @Test
    void withoutAnInstallationSparkRunsInThisMachine() {
        assertThat(SparkSettings.load(null).sparkConf().get("spark.master")).isEqualTo("local[*]");
        assertThat(SparkSettings.load(home).sparkConf().get("spark.master")).isEqualTo("local[*]");
    }

    @Test
    void underSparkSubmitTheDefaultsDoNotCount() throws IOException {
        defaults("spark.master local[3]\nspark.task.maxFailures 5\n");
        System.setProperty("spark.master", "yarn");
        System.setProperty("spark.hadoop.fs.s3a.endpoint", "http://localhost:8");
        SparkSettings settings = SparkSettings.load(home);
        assertThat(settings.sparkConf().get("spark.master")).isEqualTo("yarn");
        assertThat(settings.sparkConf().contains("spark.task.maxFailures")).isFalse();
        assertThat(settings.hadoopConfiguration().get("fs.s3a.endpoint")).isEqualTo("http://localhost:8");
    }

    /** A cluster's own file may name Kryo for all applications. */
    @Test
    void recordsAreWrittenByJavasSerializer() {
        System.setProperty("spark.master", "yarn");
        System.setProperty("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        try {
            assertThat(SparkSettings.load(null).sparkConf().get("spark.serializer"))
                    .isEqualTo("org.apache.spark.serializer.JavaSerializer");
        } finally {
            System.clearProperty("spark.serializer");
        }
    }

    @Test
    void theShippedDefaultsAreRead() {
        assertThat(SparkSettings.load(Path.of("../..")).sparkConf().get("spark.ui.showConsoleProgress"))
                .isEqualTo("false");
    }

    private void defaults(String text) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/spark-defaults.conf"), text);
    }
}
