package dev.culprit.report.export;

import dev.culprit.model.Text;
import dev.culprit.model.table.Part;
import dev.culprit.model.table.RecordValues;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.export.OutputFolder.Content;
import dev.culprit.warehouse.TableWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Findings for spreadsheets, and for engines that read Parquet: the columns of {@link FindingRow}. */
public final class FindingExport {
    /** What spreadsheets take for the beginning of a formula, also in its wide forms and behind blanks. */
    private static final Pattern FORMULA = Pattern.compile("[\\s\\p{Z}]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]");

    private static final int LONGEST_TEXT = 2000;
    private static final String LINE_END = "\r\n";

    private FindingExport() {}

    public static Content content(ExportFormat format, ReportData data, Configuration configuration) {
        List<FindingRow> rows = FindingRow.of(data);
        return switch (format) {
            case CSV -> Content.of(csv(rows));
            case PARQUET ->
                (files, file) -> {
                    try (TableWriter<FindingRow> writer =
                            new TableWriter<>(FindingRow.TABLE, file.toString(), configuration)) {
                        rows.forEach(writer::write);
                    }
                };
        };
    }

    /**
     * As RFC 4180 has it: a line of column names, texts in quotes, nothing where unknown. Texts are other people's: control
     * characters stand as escapes, and what a spreadsheet would run as a formula has an apostrophe before it.
     */
    static String csv(List<FindingRow> rows) {
        RecordValues<FindingRow> values = new RecordValues<>(FindingRow.class);
        String names = values.columns().stream().map(Part.Column::name).collect(Collectors.joining(","));
        return Stream.concat(
                        Stream.of(names),
                        rows.stream()
                                .map(row -> values.of(row).stream()
                                        .map(FindingExport::cell)
                                        .collect(Collectors.joining(","))))
                .map(line -> line + LINE_END)
                .collect(Collectors.joining());
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                    : "";
        }
        if (value instanceof Number whole) {
            return whole.toString();
        }
        return value instanceof List<?> list
                ? quoted(list.stream().map(Object::toString).collect(Collectors.joining("; ")))
                : quoted(value.toString());
    }

    private static String quoted(String text) {
        String printable = Text.printable(text, LONGEST_TEXT);
        String harmless = FORMULA.matcher(text).lookingAt() ? "'" + printable : printable;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
