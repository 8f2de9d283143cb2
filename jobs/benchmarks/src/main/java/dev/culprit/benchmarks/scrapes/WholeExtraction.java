package dev.culprit.benchmarks.scrapes;

import dev.culprit.extract.series.ExtractSeriesJob;
import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.scrapefiles.ScrapeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The job itself, from the listing to published tables. Spark is started before the clock. */
final class WholeExtraction {
    private static final Period DAY =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-17T00:00:00Z"));

    private WholeExtraction() {}

    static JobSummary run(JavaSparkContext spark, Path archive, Path warehouse) {
        ScrapeSource source = ScrapeSource.of("benchmark", archive.toString(), ScrapeFolder.DEFAULT_PATTERN);
        return ExtractSeriesJob.run(spark, warehouse.toString(), List.of(source), DAY);
    }

    /** {@code NAME ARCHIVE WAREHOUSE CORES RUNS BYTES}. */
    public static void main(String[] arguments) throws IOException {
        Path archive = Path.of(arguments[1]);
        long bytes = Long.parseLong(arguments[5]);
        SparkConf conf = new SparkConf()
                .setMaster("local[%s]".formatted(arguments[3]))
                .setAppName("read-archives")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            for (int run = 1; run <= Integer.parseInt(arguments[4]); run++) {
                Measurement measurement = Measurement.start();
                JobSummary summary = run(spark, archive, Path.of(arguments[2]));
                measurement.print(run == 1 ? arguments[0] : arguments[0] + ", again", bytes);
                System.out.println(summary);
            }
        }
    }
}
