package dev.culprit.notebooks;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.udf;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Workload;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * A view for every table of a warehouse, by the table's name; a table that no job has written yet has no rows. Rows of the
 * extract jobs may lack the workload: the views fill it in as correlate does, from CloudWatch or else from the pod's name.
 */
final class WarehouseViews {
    private static final List<Table<?>> EXTRACTED =
            List.of(Table.CONTAINER_MEMORY, Table.SCRAPES, Table.SERIES, Table.FAMILIES);
    private static final List<Table<?>> CONCLUDED = List.of(
            Table.MEMORY_TRENDS,
            Table.LABEL_GROWTH,
            Table.FINDINGS,
            Table.NULL_SCORES,
            Table.UNREAD_MEMORY,
            Table.UNREAD_SCRAPES,
            Table.RUNS);

    private WarehouseViews() {}

    /**
     * @param root any path that Hadoop's file systems know
     * @param redact whether the views show no label values ({@link ValueMasking})
     */
    static void create(SparkSession spark, String root, boolean redact) {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        Warehouse warehouse = new Warehouse(root, configuration);
        if (!exists(warehouse.folder(Table.SCRAPES), configuration)
                && !exists(warehouse.folder(Table.CONTAINER_MEMORY), configuration)) {
            throw new CulpritException(
                    "%s holds no tables: name a warehouse that culprit run has written, or make the demo's by ./culprit demo"
                            .formatted(warehouse));
        }
        warehouse.settle();
        UnaryOperator<Dataset<Row>> shown = redact ? new ValueMasking()::masked : UnaryOperator.identity();
        Function<Table<?>, Dataset<Row>> frames = table -> shown.apply(frame(spark, table, warehouse));
        Dataset<Row> told = told(spark, frames.apply(Table.CONTAINER_MEMORY));
        for (Table<?> table : EXTRACTED) {
            withWorkload(frames.apply(table), told).createOrReplaceTempView(table.name());
        }
        for (Table<?> table : CONCLUDED) {
            frames.apply(table).createOrReplaceTempView(table.name());
        }
    }

    /** The files that the warehouse names: if Spark listed the folders itself, it could see them in the middle of a commit. */
    private static Dataset<Row> frame(SparkSession spark, Table<?> table, Warehouse warehouse) {
        List<String> files = warehouse.files(table);
        files.forEach(file -> Warehouse.refuseDamaged(file, spark.sparkContext().hadoopConfiguration()));
        return files.isEmpty()
                ? spark.createDataFrame(List.of(), Columns.of(table))
                : spark.read()
                        .schema(Columns.of(table))
                        .option("basePath", warehouse.folder(table))
                        .option("parquet.page.verify-checksum.enabled", "true")
                        .parquet(files.toArray(String[]::new));
    }

    /** By environment, namespace and pod, what CloudWatch says the workload is; read once. */
    private static Dataset<Row> told(SparkSession spark, Dataset<Row> memory) {
        Dataset<Row> told = memory.filter(col("workload").isNotNull())
                .groupBy(col("environment"), col("namespace"), col("pod"))
                .agg(max("workload").as("told"));
        return spark.createDataFrame(told.collectAsList(), told.schema());
    }

    private static Dataset<Row> withWorkload(Dataset<Row> frame, Dataset<Row> told) {
        UserDefinedFunction ofPod = udf((UDF1<String, String>) Workload::ofPod, DataTypes.StringType);
        return frame.join(broadcast(told), new String[] {"environment", "namespace", "pod"}, "left")
                .withColumn("workload", coalesce(col("workload"), col("told"), ofPod.apply(col("pod"))))
                .select(Arrays.stream(frame.columns()).map(name -> col(name)).toArray(Column[]::new));
    }

    private static boolean exists(String folder, Configuration configuration) {
        try {
            Path path = new Path(folder);
            FileSystem files = path.getFileSystem(configuration);
            return files.exists(path);
        } catch (IOException failure) {
            throw new CulpritException("%s cannot be read: %s".formatted(folder, failure.getMessage()), failure);
        }
    }
}
