package dev.culprit.benchmarks.series;

import dev.culprit.correlate.CorrelateJob;
import dev.culprit.model.Period;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The job itself, from the listing to published tables: {@code WAREHOUSE CORES}. Spark is started before the clock. */
final class WholeCorrelation {
    private WholeCorrelation() {}

    static Period week() {
        return new Period(TargetWeek.START, TargetWeek.START.plusSeconds(FleetPlan.DAYS * TargetWeek.DAY));
    }

    public static void main(String[] arguments) throws IOException {
        SparkConf conf = new SparkConf()
                .setMaster("local[%s]".formatted(arguments[1]))
                .setAppName("correlate")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            Cost cost = Cost.start();
            var summary = CorrelateJob.run(spark, arguments[0], List.of(TargetWeek.ENVIRONMENT), week());
            System.out.println(cost.line("correlate, the whole job"));
            System.out.printf(Locale.ROOT, "# %s%n", summary);
        }
    }
}
