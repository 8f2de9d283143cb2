package dev.culprit.notebooks;

import static java.util.stream.Collectors.joining;

import dev.culprit.model.Text;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A bar for each row, in the frame's order. Columns are the name, the value, and a part of the value (optional), which is
 * drawn over it: {@code select workload, series, series_without}.
 */
public final class BarChart implements Chart {
    private static final int MOST = 20;
    private static final int BAR = 48;
    private static final int FOOT = 16;
    private static final int NAMES = 620;
    private static final int FIGURES = 290;
    private static final int LONGEST_NAME = 60;
    private static final Color WHOLE = new Color(0xb9c8de);

    private final String title;
    private final String[] columns;
    private final List<Row> rows;

    BarChart(String title, Dataset<Row> frame) {
        this.title = title;
        this.columns = frame.columns();
        this.rows = frame.takeAsList(MOST);
    }

    @Override
    public String description() {
        return title + ": "
                + rows.stream()
                        .map(row -> Format.of(row.get(0)) + " " + figures(row))
                        .collect(joining("; "));
    }

    @Override
    public int height() {
        return HEAD + Math.max(1, rows.size()) * BAR + FOOT;
    }

    @Override
    public void paint(Graphics2D graphics) {
        Map<String, Color> keys = new LinkedHashMap<>();
        if (hasParts()) {
            keys.put(Format.of(columns[1]), WHOLE);
            keys.put(Format.of(columns[2]), COLOURS.get(0));
        }
        Chart.head(graphics, title, keys);
        double greatest = rows.stream().mapToDouble(row -> value(row, 1)).max().orElse(0);
        double scale = greatest <= 0 ? 0 : (WIDTH - NAMES - FIGURES) / greatest;
        for (int i = 0; i < rows.size(); i++) {
            bar(graphics, rows.get(i), HEAD + i * BAR, scale);
        }
    }

    private void bar(Graphics2D graphics, Row row, int top, double scale) {
        FontMetrics metrics = graphics.getFontMetrics(PLAIN);
        String name = Format.of(row.get(0));
        for (int limit = LONGEST_NAME; metrics.stringWidth(name) > NAMES - 30; limit--) {
            name = Text.printable(name, limit);
        }
        int length = (int) Math.round(Math.max(0, value(row, 1)) * scale);
        graphics.setFont(PLAIN);
        graphics.setColor(INK);
        graphics.drawString(name, 8, top + 34);
        graphics.setColor(hasParts() ? WHOLE : COLOURS.get(0));
        graphics.fillRect(NAMES, top + 8, Math.max(2, length), BAR - 14);
        if (hasParts()) {
            graphics.setColor(COLOURS.get(0));
            graphics.fillRect(NAMES, top + 8, (int) Math.round(Math.max(0, value(row, 2)) * scale), BAR - 14);
        }
        graphics.setColor(SOFT);
        graphics.drawString(figures(row), NAMES + length + 14, top + 34);
    }

    private String figures(Row row) {
        return hasParts() ? "%s of %s".formatted(Format.of(row.get(2)), Format.of(row.get(1))) : Format.of(row.get(1));
    }

    private boolean hasParts() {
        return columns.length > 2;
    }

    private static double value(Row row, int column) {
        return row.isNullAt(column) ? 0 : ((Number) row.get(column)).doubleValue();
    }
}
