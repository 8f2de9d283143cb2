package dev.culprit.benchmarks.series;

import dev.culprit.correlate.CorrelateJob;
import dev.culprit.model.Period;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** The job itself, from the listing to published tables: {@code WAREHOUSE CORES}. Spark is started before the clock. */
final class WholeCorrelation {
    private WholeCorrelation() {}

    static Period week() {
        return new Period(TargetWeek.START, TargetWeek.START.plusSeconds(FleetPlan.DAYS * TargetWeek.DAY));
    }

    static SparkSession spark(int cores) {
        return SparkSession.builder()
                .master("local[%d]".formatted(cores))
                .appName("count-series")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
                .getOrCreate();
    }

    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = spark(Integer.parseInt(arguments[1]))) {
            Cost cost = Cost.start();
            var summary = CorrelateJob.run(spark, arguments[0], List.of(TargetWeek.ENVIRONMENT), week());
            System.out.println(cost.line("correlate, the whole job"));
            System.out.printf(Locale.ROOT, "# %s%n", summary);
        }
    }
}
