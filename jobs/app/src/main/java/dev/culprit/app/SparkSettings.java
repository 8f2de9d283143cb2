package dev.culprit.app;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.jspecify.annotations.Nullable;

/**
 * How Spark and Hadoop are set up. spark-submit names the master in a system property: then its settings apply. Otherwise those of
 * {@code conf/spark-defaults.conf} do, and Spark runs within this JVM.
 */
final class SparkSettings {
    private static final String HADOOP = "spark.hadoop.";
    private static final String MASTER = "spark.master";
    private static final String PLUGINS = "spark.plugins";
    private static final String SERIALIZER = "spark.serializer";

    private final SparkConf conf;

    private SparkSettings(SparkConf conf) {
        this.conf = conf;
    }

    /** @param home the folder of {@code conf/spark-defaults.conf}'s parent, or null for none */
    static SparkSettings load(@Nullable Path home) {
        SparkConf conf = new SparkConf();
        if (!conf.contains(MASTER)) {
            defaults(home).forEach(conf::setIfMissing);
            conf.setIfMissing(MASTER, "local[*]");
            conf.setIfMissing("spark.ui.enabled", "false");
            String plugins = conf.get(PLUGINS, "");
            conf.set(
                    PLUGINS,
                    plugins.isEmpty() ? HeapPlugin.class.getName() : plugins + "," + HeapPlugin.class.getName());
            // Where nobody brings a file system of his own for it, as EMR does, s3:// is what everybody means by it.
            conf.setIfMissing(HADOOP + "fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        }
        conf.setIfMissing("spark.app.name", "culprit");
        // Many clusters set Kryo for all; Spark's cannot write a record.
        conf.set(SERIALIZER, JavaSerializer.class.getName());
        for (var setting : conf.getAll()) {
            if (Secrets.isSecret(setting._1())) {
                Secrets.add(setting._2());
            }
        }
        return new SparkSettings(conf);
    }

    /** Whether spark-submit has started this JVM. */
    static boolean submitted() {
        return System.getProperty(MASTER) != null;
    }

    private static Map<String, String> defaults(@Nullable Path home) {
        Map<String, String> entries = new TreeMap<>();
        Path file = home == null ? null : home.resolve("conf").resolve("spark-defaults.conf");
        if (file == null || !Files.exists(file)) {
            return entries;
        }
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] entry = line.strip().split("\\s+", 2);
                    entries.put(entry[0], entry.length < 2 ? "" : entry[1]);
                }
            }
            return entries;
        } catch (IOException unreadable) {
            throw new ConfigurationException("%s cannot be read: %s"
                    .formatted(file, Text.printable(String.valueOf(unreadable.getMessage()), 200)));
        }
    }

    /** Hadoop's settings for the jobs without Spark, from {@code spark.hadoop.*}: all jobs must see the same file systems. */
    Configuration hadoopConfiguration() {
        Configuration configuration = new Configuration();
        for (var entry : conf.getAllWithPrefix(HADOOP)) {
            configuration.set(entry._1(), entry._2());
        }
        return configuration;
    }

    /** The same, loaded when it is asked for: {@code capture} and {@code help} run where neither Spark nor Hadoop is. */
    static Supplier<Configuration> hadoop(@Nullable Path home) {
        return () -> load(home).hadoopConfiguration();
    }

    SparkConf sparkConf() {
        return conf;
    }

    /** Without Spark SQL, whose classes take longer to load than a laptop's week takes to judge. */
    JavaSparkContext start() {
        return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
    }
}
