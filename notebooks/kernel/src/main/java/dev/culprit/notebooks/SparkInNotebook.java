package dev.culprit.notebooks;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark within the kernel's JVM. */
final class SparkInNotebook {
    private SparkInNotebook() {}

    /** System properties of Spark ({@code -Dspark.driver.maxResultSize=...}) win, except over the settings that results depend on. */
    static SparkSession start(String warehouse, boolean redact) {
        SparkConf conf = new SparkConf()
                .setIfMissing("spark.app.name", "culprit-notebook")
                .setIfMissing("spark.master", "local[*]")
                .setIfMissing("spark.driver.host", "127.0.0.1")
                .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.showConsoleProgress", "false")
                .setIfMissing("spark.sql.shuffle.partitions", "4")
                .set("spark.sql.session.timeZone", "UTC")
                .set("spark.sql.datetime.java8API.enabled", "true")
                .set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        WarehouseViews.create(spark, warehouse, redact);
        return spark;
    }
}
