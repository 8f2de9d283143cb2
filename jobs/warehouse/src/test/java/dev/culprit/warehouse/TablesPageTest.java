package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/tables.md promises to other tools: columns, their order, their types, and which may be missing or null. */
final class TablesPageTest {
    private static final Path PAGE = Path.of("../../docs/tables.md");

    static Stream<Table<?>> tables() {
        return Stream.concat(Table.RESULTS.stream(), Stream.of(Table.RUNS))
                .filter(table -> !table.name().startsWith("unread_"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void thePageHasTheColumns(Table<?> table) throws IOException {
        List<String> columns = RecordSchema.of(table.name(), table.row()).getFields().stream()
                .map(TablesPageTest::told)
                .toList();
        List<String> page = onPage(table.name());
        assertThat(columns.stream().map(TablesPageTest::name))
                .containsExactlyElementsOf(
                        page.stream().map(TablesPageTest::name).toList());
        for (int i = 0; i < columns.size(); i++) {
            // The page says nothing of the types of texts and times.
            boolean bare = !page.get(i).contains(" ");
            assertThat(bare ? columns.get(i).replaceFirst(" (timestamp|string)(\\??)$", "$2") : columns.get(i))
                    .isEqualTo(page.get(i));
        }
    }

    @Test
    void theFieldsOfNestedColumnsStay() {
        assertThat(RecordSchema.of("findings", Finding.class).getPaths().stream()
                        .map(path -> String.join(".", path).replace(".list.element", ""))
                        .filter(path -> path.startsWith("culprits.")
                                || path.startsWith("interventions.")
                                || path.startsWith("suspects.")))
                .containsExactly(
                        "culprits.labels",
                        "culprits.metrics",
                        "culprits.confidence",
                        "culprits.since",
                        "culprits.series_per_hour",
                        "culprits.values_per_hour",
                        "culprits.series_per_value",
                        "culprits.bytes_per_series.estimate",
                        "culprits.bytes_per_series.low",
                        "culprits.bytes_per_series.high",
                        "culprits.value_pattern",
                        "culprits.examples",
                        "culprits.pattern_values",
                        "culprits.saving.series",
                        "culprits.saving.bytes",
                        "interventions.kind",
                        "interventions.labels",
                        "interventions.moment",
                        "interventions.earliest",
                        "interventions.latest",
                        "interventions.at_restart",
                        "interventions.conclusion",
                        "interventions.values_per_hour_before",
                        "interventions.values_per_hour_after",
                        "interventions.series_per_hour_before",
                        "interventions.series_per_hour_after",
                        "interventions.slope_before.estimate",
                        "interventions.slope_before.low",
                        "interventions.slope_before.high",
                        "interventions.slope_after.estimate",
                        "interventions.slope_after.low",
                        "interventions.slope_after.high",
                        "interventions.lifetimes_before",
                        "interventions.lifetimes_after",
                        "interventions.hours_before",
                        "interventions.hours_after",
                        "suspects.labels",
                        "suspects.probability",
                        "suspects.series_per_hour",
                        "suspects.bytes_per_series.estimate",
                        "suspects.bytes_per_series.low",
                        "suspects.bytes_per_series.high",
                        "suspects.share",
                        "suspects.experiment.action",
                        "suspects.experiment.expected",
                        "suspects.experiment.hours");
    }

    private static String name(String column) {
        return column.replaceAll("[ ?].*", "");
    }

    /** {@code time timestamp}, {@code limit_bytes double?} */
    private static String told(Type column) {
        return column.getName() + " " + type(column) + (column.isRepetition(Repetition.OPTIONAL) ? "?" : "");
    }

    private static String type(Type column) {
        var annotation = column.getLogicalTypeAnnotation();
        if (annotation instanceof ListLogicalTypeAnnotation) {
            Type element = column.asGroupType().getType(0).asGroupType().getType(0);
            return "array<%s>".formatted(type(element));
        }
        if (annotation instanceof MapLogicalTypeAnnotation) {
            return "map<string,string>";
        }
        if (!column.isPrimitive()) {
            return "struct";
        }
        if (annotation instanceof StringLogicalTypeAnnotation) {
            return "string";
        }
        if (annotation instanceof TimestampLogicalTypeAnnotation) {
            return "timestamp";
        }
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> "int";
            case INT64 -> "bigint";
            case DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            default -> column.toString();
        };
    }

    /** A table's columns begin behind its name at a line's start, and go on in indented lines. */
    private static List<String> onPage(String table) throws IOException {
        String page = Files.readString(PAGE);
        String block = Stream.of(page.split("```"))
                .filter(code -> code.startsWith("\ncontainer_memory "))
                .collect(Collectors.joining());
        String columns = Stream.of(block.split("\n(?=\\S)"))
                .filter(lines -> lines.startsWith(table + " "))
                .map(lines -> lines.substring(table.length()))
                .collect(Collectors.joining());
        return Stream.of(columns.strip().split(",\\s+")).toList();
    }
}
