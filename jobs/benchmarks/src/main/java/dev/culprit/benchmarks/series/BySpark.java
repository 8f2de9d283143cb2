package dev.culprit.benchmarks.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The same counts by Spark SQL, or with estimates in the place of distinct counts: {@code WAREHOUSE CORES COUNTS exact|hll}. The queries
 * are those of {@link ByDuckDb}, but that an estimate cannot be taken of a union's different rows only, and need not.
 */
final class BySpark {
    private static final List<String> STEPS = List.of("""
            create temporary view rows as select * from parquet.`%s/series/*/*/*.parquet`
            """, """
            cache table series as
            select namespace, pod, unix_micros(first_seen) as first, map_entries(labels) as entries,
                   aggregate(map_entries(labels), xxhash64(metric), (sum, e) -> sum ^ xxhash64(e)) as total
            from rows left semi join (
                select namespace, pod, container, series_id, min(first_seen) as first_seen from rows group by all)
                using (namespace, pod, container, series_id, first_seen)
            """);

    private static final String COUNTS = """
            with each as (select namespace, pod, first, total, explode(entries) as e from series),
            sights as (
                select namespace, pod, e.key as label, e.value, min(first) as first, count(*) as holders from each group by all),
            known as (
                select namespace, pod, label, count(*) as number, sum(cast(first as decimal(38))) as first, sum(holders) as holders,
                       any_value(size) as size
                from sights join (select namespace, pod, count(*) as size from series group by all) using (namespace, pod) group by all),
            rests as (
                select namespace, pod, e.key as label, total ^ xxhash64(e) as rest
                from (select *, e.key as label from each)
                     left semi join (select * from known where number > 1 or holders < size) using (namespace, pod, label)
                union all
                select namespace, pod, label, total from series join (select * from known where holders < size) using (namespace, pod)
                where not exists(entries, e -> e.key = label)),
            counted as (select namespace, pod, label, %s as without from rests group by all)
            select namespace, pod, label, number, cast(first as string), coalesce(without, size)
            from known left join counted using (namespace, pod, label)
            """;

    private BySpark() {}

    private static SparkSession spark(int cores) {
        return SparkSession.builder()
                .master("local[%d]".formatted(cores))
                .appName("count-series")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    public static void main(String[] arguments) throws IOException {
        boolean exact = arguments[3].equals("exact");
        try (SparkSession spark = spark(Integer.parseInt(arguments[1]))) {
            // As correlate has them; 200 would mostly be empty.
            spark.conf().set("spark.sql.shuffle.partitions", Integer.toString(4 * Integer.parseInt(arguments[1])));
            Cost cost = Cost.start();
            STEPS.forEach(step -> spark.sql(step.formatted(arguments[0])));
            Counts counts = new Counts();
            String distinct = exact ? "count(distinct rest)" : "hll_sketch_estimate(hll_sketch_agg(rest))";
            for (Row row : spark.sql(COUNTS.formatted(distinct)).collectAsList()) {
                counts.add(
                        row.getString(0),
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getLong(5));
            }
            counts.write(Path.of(arguments[2]));
            System.out.println(cost.line(exact ? "Spark SQL" : "Spark SQL, estimates (hll_sketch_agg)"));
        }
    }
}
