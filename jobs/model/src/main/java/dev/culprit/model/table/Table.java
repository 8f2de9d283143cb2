package dev.culprit.model.table;

import dev.culprit.model.finding.Finding;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table of the warehouse: the name of its folder, and the record whose components are its columns. */
public record Table<R extends Record>(String name, Class<R> row) implements Serializable {
    public static final Table<MemoryRow> CONTAINER_MEMORY = new Table<>("container_memory", MemoryRow.class);
    public static final Table<ScrapeRow> SCRAPES = new Table<>("scrapes", ScrapeRow.class);
    public static final Table<SeriesRow> SERIES = new Table<>("series", SeriesRow.class);
    public static final Table<FamilyRow> FAMILIES = new Table<>("families", FamilyRow.class);
    public static final Table<TrendRow> MEMORY_TRENDS = new Table<>("memory_trends", TrendRow.class);
    public static final Table<GrowthRow> LABEL_GROWTH = new Table<>("label_growth", GrowthRow.class);
    public static final Table<Finding> FINDINGS = new Table<>("findings", Finding.class);
    public static final Table<NullScoreRow> NULL_SCORES = new Table<>("null_scores", NullScoreRow.class);
    /** Input that extract-memory could not use. */
    public static final Table<UnreadRow> UNREAD_MEMORY = new Table<>("unread_memory", UnreadRow.class);
    /** Files that extract-series could not place; files that it placed but could not read are in {@code scrapes}. */
    public static final Table<UnreadRow> UNREAD_SCRAPES = new Table<>("unread_scrapes", UnreadRow.class);

    /** Runs of the jobs with times and outcomes; in {@code date=D} folders without environments. */
    public static final Table<RunRow> RUNS = new Table<>("runs", RunRow.class);

    /** Results of the jobs, in the order of the pipeline. Unlike {@link #RUNS} they are the same after every run on the same input. */
    public static final List<Table<?>> RESULTS = List.of(
            CONTAINER_MEMORY,
            SCRAPES,
            SERIES,
            FAMILIES,
            MEMORY_TRENDS,
            LABEL_GROWTH,
            FINDINGS,
            NULL_SCORES,
            UNREAD_MEMORY,
            UNREAD_SCRAPES);

    /** {@code workingSetBytes} is column {@code working_set_bytes}. */
    public static String columnName(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Whether the column may be null: its component is {@code @Nullable}. */
    public static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
