package dev.culprit.notebooks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;

/**
 * The first rows of a data frame, as an HTML table and as plain text.
 *
 * @param right which columns are aligned to the right, as numbers are
 * @param more whether the frame has rows beyond these
 */
record FrameTable(List<String> header, List<Boolean> right, List<List<String>> rows, boolean more) {
    static final int MOST_ROWS = 30;
    private static final int WIDEST_TEXT = 40;

    static FrameTable of(Dataset<Row> frame) {
        List<Row> rows = frame.takeAsList(MOST_ROWS + 1);
        return new FrameTable(
                Arrays.stream(frame.columns()).map(Format::of).toList(),
                Arrays.stream(frame.schema().fields())
                        .map(field -> field.dataType() instanceof NumericType)
                        .toList(),
                rows.stream().limit(MOST_ROWS).map(FrameTable::words).toList(),
                rows.size() > MOST_ROWS);
    }

    private static List<String> words(Row row) {
        return IntStream.range(0, row.length())
                .mapToObj(i -> Format.of(row.get(i)))
                .toList();
    }

    Output output() {
        return new Output(text(), html(), null);
    }

    private String ending() {
        return rows.isEmpty() ? "no rows" : more ? "and more rows, of which the first " + MOST_ROWS + " are shown" : "";
    }

    private String html() {
        // Front ends style tables themselves, dark and light. Only the alignment of numbers is ours.
        StringBuilder html = new StringBuilder("<table>\n<thead>\n");
        appendRow(html, "th", header);
        html.append("</thead>\n<tbody>\n");
        rows.forEach(row -> appendRow(html, "td", row));
        html.append("</tbody>\n</table>");
        if (!ending().isEmpty()) {
            html.append("\n<p>").append(ending()).append("</p>");
        }
        return html.toString();
    }

    private void appendRow(StringBuilder html, String tag, List<String> cells) {
        html.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            html.append("<%s style=\"text-align:%s\">%s</%s>"
                    .formatted(tag, right.get(i) ? "right" : "left", escaped(cells.get(i)), tag));
        }
        html.append("</tr>\n");
    }

    /** For text between tags only, not for attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String text() {
        int[] widths = IntStream.range(0, header.size())
                .map(i -> Math.min(
                        WIDEST_TEXT,
                        Math.max(
                                header.get(i).length(),
                                rows.stream()
                                        .mapToInt(row -> row.get(i).length())
                                        .max()
                                        .orElse(0))))
                .toArray();
        String body = IntStream.rangeClosed(0, rows.size())
                .mapToObj(at -> line(at == 0 ? header : rows.get(at - 1), widths))
                .collect(Collectors.joining("\n"));
        return ending().isEmpty() ? body : body + "\n" + ending();
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> "%" + (right.get(i) ? "" : "-") + widths[i] + "s")
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("  "), format -> format.formatted(cells.toArray())))
                .stripTrailing();
    }
}
