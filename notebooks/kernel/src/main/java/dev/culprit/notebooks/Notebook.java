package dev.culprit.notebooks;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What cells may call without an import, besides {@code spark} and the functions of Spark's SQL. */
public final class Notebook {
    /** What every cell can rely on. It runs after Spark has started. */
    static final List<String> PRELUDE = List.of(
            "import java.time.*;",
            "import java.util.*;",
            "import java.util.stream.*;",
            "import org.apache.spark.sql.*;",
            "import static org.apache.spark.sql.functions.*;",
            "import static dev.culprit.notebooks.Notebook.*;",
            "SparkSession spark = SparkSession.active();");

    private static volatile Consumer<Output> screen = output -> {};

    private Notebook() {}

    static void showOn(Consumer<Output> front) {
        screen = front;
    }

    /** The rows of a query; every table of the warehouse is there by its name (docs/tables.md). */
    public static Dataset<Row> sql(String query) {
        return SparkSession.active().sql(query);
    }

    /** A whole table, or a view that a cell made. */
    public static Dataset<Row> table(String name) {
        return SparkSession.active().table(name);
    }

    /** Gives a query a name that later ones may use. */
    public static void view(String name, String query) {
        sql(query).createOrReplaceTempView(name);
    }

    /** {@link #view}, computed once and then kept, in memory and on disk: for what is slow and used again. */
    public static void keep(String name, String query) {
        SparkSession spark = SparkSession.active();
        view(name, query);
        spark.catalog().cacheTable(name);
    }

    /** Shows a data frame, a chart or anything else below the cell; the cell's last expression is shown by itself. */
    public static void show(Object value) {
        screen.accept(Rendering.of(value));
    }

    /** Values over time; see {@link LineChart} for the columns. */
    public static LineChart lines(String title, Dataset<Row> frame) {
        return new LineChart(title, frame);
    }

    /** {@link #lines(String, Dataset)} of a query. */
    public static LineChart lines(String title, String query) {
        return lines(title, sql(query));
    }

    /** A bar for each row; see {@link BarChart} for the columns. */
    public static BarChart bars(String title, Dataset<Row> frame) {
        return new BarChart(title, frame);
    }

    /** {@link #bars(String, Dataset)} of a query. */
    public static BarChart bars(String title, String query) {
        return bars(title, sql(query));
    }

    /** One value over another; see {@link ScatterChart} for the columns. */
    public static ScatterChart dots(String title, Dataset<Row> frame) {
        return new ScatterChart(title, frame);
    }

    /** {@link #dots(String, Dataset)} of a query. */
    public static ScatterChart dots(String title, String query) {
        return dots(title, sql(query));
    }
}
