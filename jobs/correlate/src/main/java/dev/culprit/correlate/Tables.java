package dev.culprit.correlate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.culprit.correlate.columns.SeriesBlock;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The warehouse's tables as data frames, restricted to some environments and a period. */
final class Tables {
    static final RowRecords<MemoryRow> MEMORY = new RowRecords<>(Table.CONTAINER_MEMORY);
    static final RowRecords<ScrapeRow> SCRAPES = new RowRecords<>(Table.SCRAPES);
    static final RowRecords<FamilyRow> FAMILIES = new RowRecords<>(Table.FAMILIES);

    /** Parquet's own checksums, of what a page holds: a disk may give other bytes the second time. */
    private static final String VERIFY_PAGES = "parquet.page.verify-checksum.enabled";
    /** By hand: a file takes some milliseconds, as a task does. */
    private static final int MOST_TASKS = 64;

    private static final String[] POD = {"environment", "namespace", "pod"};

    /** What {@link #byPod} gives. */
    static final StructType STACKED = new StructType()
            .add(POD[0], DataTypes.StringType)
            .add(POD[1], DataTypes.StringType)
            .add(POD[2], DataTypes.StringType)
            .add(Table.CONTAINER_MEMORY.name(), MEMORY.schema())
            .add(Table.SCRAPES.name(), SCRAPES.schema())
            .add(
                    Table.SERIES.name(),
                    new StructType().add("container", DataTypes.StringType).add("rows", DataTypes.BinaryType))
            .add(Table.FAMILIES.name(), FAMILIES.schema());

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
     * All rows of the tables {@code container_memory}, {@code scrapes}, {@code series} and {@code families}: environment, namespace,
     * pod, then a column for each table, exactly one of them not null. Rows of a pod are adjacent in one partition, so that one
     * pod at a time needs memory. This takes one shuffle, and a sort that spills to disk when it must. Series, which are most of all
     * rows, come in blocks ({@link SeriesBlock}), a container's name and its rows.
     */
    Dataset<Row> byPod() {
        Column within = col("time").geq(period.from()).and(col("time").lt(period.to()));
        return stacked(Table.CONTAINER_MEMORY, MEMORY, within)
                .unionByName(stacked(Table.SCRAPES, SCRAPES, within))
                .unionByName(seriesBlocks())
                .unionByName(stacked(Table.FAMILIES, FAMILIES, within))
                // The data is small but the analysis takes long, so there must be enough partitions to keep every core
                // busy.
                .repartition(Math.max(16, 4 * spark.sparkContext().defaultParallelism()), columns(POD))
                .sortWithinPartitions(columns(POD));
    }

    /** The table's rows in a column of the table's name, with null columns for the other tables. */
    private Dataset<Row> stacked(Table<?> table, RowRecords<?> records, Column filter) {
        List<Column> columns = new ArrayList<>(List.of(columns(POD)));
        for (StructField field : Arrays.asList(STACKED.fields()).subList(POD.length, STACKED.length())) {
            Column column = field.name().equals(table.name())
                    ? struct(columns(records.schema().fieldNames()))
                    : lit(null).cast(field.dataType());
            columns.add(column.as(field.name()));
        }
        return read(table, records).filter(filter).select(columns.toArray(Column[]::new));
    }

    /** The same columns, of table {@code series}. */
    private Dataset<Row> seriesBlocks() {
        List<SeriesFiles.One> files = environments.stream()
                .flatMap(environment -> warehouse.partitions(Table.SERIES, environment, period).stream()
                        .flatMap(partition -> warehouse.files(Table.SERIES, partition).stream()
                                .map(file -> new SeriesFiles.One(environment, file))))
                .toList();
        return files.isEmpty()
                ? spark.createDataFrame(List.of(), STACKED)
                : spark.createDataFrame(SeriesFiles.of(spark, period).rows(spark, files), STACKED);
    }

    private static Column[] columns(String... names) {
        return Arrays.stream(names).map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
    }

    /** On the machines that will read them. */
    private void refuseDamaged(String[] files) {
        HashMap<String, String> settings = new HashMap<>();
        spark.sparkContext().hadoopConfiguration().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(Arrays.asList(files), Math.min(files.length, MOST_TASKS))
                .foreachPartition(some -> {
                    Configuration configuration = new Configuration(false);
                    settings.forEach(configuration::set);
                    some.forEachRemaining(file -> Warehouse.refuseDamaged(file, configuration));
                });
    }

    /** The table's rows of these environments and of the days of the period; empty where the table does not exist. */
    Dataset<Row> read(Table<?> table, RowRecords<?> records) {
        StructType schema =
                records.schema().add("environment", DataTypes.StringType).add("date", DataTypes.DateType);
        // If Spark listed the folders itself, it could see them in the middle of another job's commit.
        String[] files = environments.stream()
                .flatMap(environment -> warehouse.partitions(table, environment, period).stream())
                .flatMap(partition -> warehouse.files(table, partition).stream())
                .toArray(String[]::new);
        if (files.length == 0) {
            return spark.createDataFrame(List.of(), schema);
        }
        refuseDamaged(files);
        return spark.read()
                .schema(schema)
                .option(VERIFY_PAGES, "true")
                .option("basePath", warehouse.folder(table))
                .parquet(files)
                .filter(col("environment")
                        .isin(environments.toArray())
                        .and(col("date").isin(period.days().toArray())));
    }
}
