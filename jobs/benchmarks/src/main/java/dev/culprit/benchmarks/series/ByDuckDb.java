package dev.culprit.benchmarks.series;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The same counts by DuckDB: {@code WAREHOUSE CORES COUNTS}. This is the fastest of the queries that were tried: a series is found by its
 * id, which nobody has made collide here, so that maps are never grouped, only taken along from the row of the first sight (seven times
 * faster than {@code any_value}); pods are numbers (twice as fast); a series without a label is a hash less one, as in Culprit; a hash of
 * a pair is hashed once more, since DuckDB's own is an exclusive or of its parts' and what two labels share would cancel out; what is
 * told without counting is not counted: a label that has one value and stands in all series.
 */
final class ByDuckDb {
    private static final List<String> STEPS = List.of("""
            create temp table firsts as
            select namespace, pod, container, series_id, min(first_seen) as first_seen
            from read_parquet('%s/series/*/*/*.parquet') group by all
            """, """
            create temp table pods as
            select row_number() over () as number, namespace, pod from (select distinct namespace, pod from firsts)
            """, """
            create temp table series as
            select pods.number as id, epoch_us(first_seen) as first, map_keys(labels) as labels, map_values(labels) as values,
                   xor(hash(metric), list_bit_xor(list_transform(map_entries(labels), lambda e: hash(hash(e))))) as total
            from read_parquet('%s/series/*/*/*.parquet') semi join firsts using (namespace, pod, container, series_id, first_seen)
                 join pods using (namespace, pod)
            """, """
            drop table firsts
            """, """
            create temp table entries as
            select id, first, total, unnest(labels) as label, unnest(values) as value from series
            """);

    private static final String COUNTS = """
            with sights as (
                select id, label, value, min(first) as first, count(*) as holders from entries group by all),
            sizes as (select id, count(*) as size from series group by all),
            known as (
                select id, label, count(*) as number, sum(first::hugeint)::varchar as first, sum(holders) as holders, any_value(size) as size
                from sights join sizes using (id) group by all),
            lacking as (select id, label from known where holders < size),
            varied as (select id, label from known where number > 1 or holders < size),
            rests as (
                select id, label, xor(total, hash(hash({'key': label, 'value': value}))) as rest from entries semi join varied using (id, label)
                union
                select id, label, total from series join lacking using (id) where not list_contains(labels, label)),
            counted as (select id, label, count(*) as without from rests group by all)
            select namespace, pod, label, known.number, first, coalesce(without, size)
            from known join pods on known.id = pods.number left join counted using (id, label)
            """;

    private ByDuckDb() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        Counts counts = new Counts();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("set threads = " + Integer.parseInt(arguments[1]));
            Cost cost = Cost.start();
            for (String step : STEPS) {
                statement.execute(step.formatted(arguments[0].replace("'", "''")));
            }
            try (ResultSet rows = statement.executeQuery(COUNTS)) {
                while (rows.next()) {
                    counts.add(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getLong(4),
                            rows.getString(5),
                            rows.getLong(6));
                }
            }
            counts.write(Path.of(arguments[2]));
            System.out.println(cost.line("DuckDB"));
        }
    }
}
