package dev.culprit.notebooks;

import dev.culprit.model.CulpritException;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A view for every table of a warehouse, by the table's name; a table that no job has written yet has no rows. */
final class WarehouseViews {
    private static final List<Table<?>> TABLES = List.of(
            Table.CONTAINER_MEMORY,
            Table.SCRAPES,
            Table.SERIES,
            Table.FAMILIES,
            Table.MEMORY_TRENDS,
            Table.LABEL_GROWTH,
            Table.FINDINGS,
            Table.UNREAD_MEMORY,
            Table.UNREAD_SCRAPES,
            Table.RUNS);

    private WarehouseViews() {}

    /** @param root any path that Hadoop's file systems know */
    static void create(SparkSession spark, String root) {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        Warehouse warehouse = new Warehouse(root, configuration);
        if (!exists(warehouse.folder(Table.SCRAPES), configuration)
                && !exists(warehouse.folder(Table.CONTAINER_MEMORY), configuration)) {
            throw new CulpritException(
                    "%s holds no tables: name a warehouse that culprit run has written, or make the demo's by ./culprit demo"
                            .formatted(warehouse));
        }
        // Spark lists the folders itself, and must not find them in the middle of a commit that was cut short.
        warehouse.settle();
        for (Table<?> table : TABLES) {
            frame(spark, table, warehouse.folder(table), configuration).createOrReplaceTempView(table.name());
        }
    }

    private static Dataset<Row> frame(SparkSession spark, Table<?> table, String folder, Configuration configuration) {
        return exists(folder, configuration)
                ? spark.read().schema(Columns.of(table)).parquet(folder)
                : spark.createDataFrame(List.of(), Columns.of(table));
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
