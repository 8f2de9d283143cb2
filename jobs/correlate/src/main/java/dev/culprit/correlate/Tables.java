package dev.culprit.correlate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The warehouse's tables as data frames, cut to some environments and a period. */
final class Tables {
    static final RowRecords<MemoryRow> MEMORY = new RowRecords<>(Table.CONTAINER_MEMORY);
    static final RowRecords<ScrapeRow> SCRAPES = new RowRecords<>(Table.SCRAPES);
    static final RowRecords<SeriesRow> SERIES = new RowRecords<>(Table.SERIES);
    static final RowRecords<FamilyRow> FAMILIES = new RowRecords<>(Table.FAMILIES);

    private static final String[] POD = {"environment", "namespace", "pod"};

    private final SparkSession spark;
    private final Warehouse warehouse;
    private final List<String> environments;
    private final Period period;

    Tables(SparkSession spark, Warehouse warehouse, List<String> environments, Period period) {
        this.spark = spark;
        this.warehouse = warehouse;
        this.environments = environments;
        this.period = period;
    }

    /**
     * One row a pod: environment, namespace, pod, and an array of rows from each of the tables {@code container_memory},
     * {@code scrapes}, {@code series} and {@code families} (null where the table knows nothing of the pod).
     */
    Dataset<Row> byPod() {
        Column within = col("time").geq(period.from()).and(col("time").lt(period.to()));
        Column alive = col("last_seen").geq(period.from()).and(col("first_seen").lt(period.to()));
        return gathered(Table.CONTAINER_MEMORY, MEMORY, within)
                .join(gathered(Table.SCRAPES, SCRAPES, within), POD, "full_outer")
                .join(gathered(Table.SERIES, SERIES, alive), POD, "full_outer")
                .join(gathered(Table.FAMILIES, FAMILIES, within), POD, "full_outer");
    }

    private Dataset<Row> gathered(Table<?> table, RowRecords<?> records, Column filter) {
        Column[] columns = Arrays.stream(records.schema().fieldNames())
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        return read(table, records)
                .filter(filter)
                .groupBy(Arrays.stream(POD)
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new))
                .agg(collect_list(struct(columns)).as(table.name()));
    }

    /** The table's rows of these environments and of the days of the period; empty where the table does not exist. */
    Dataset<Row> read(Table<?> table, RowRecords<?> records) {
        StructType schema =
                records.schema().add("environment", DataTypes.StringType).add("date", DataTypes.DateType);
        boolean exists = environments.stream()
                .anyMatch(environment ->
                        !warehouse.partitions(table, environment, period).isEmpty());
        if (!exists) {
            return spark.createDataFrame(List.of(), schema);
        }
        return spark.read()
                .schema(schema)
                .parquet(warehouse.folder(table))
                .filter(col("environment")
                        .isin(environments.toArray())
                        .and(col("date").isin(period.days().toArray())));
    }
}
