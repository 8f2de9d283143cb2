package dev.culprit.analysis.simulation;

import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.SeriesRow;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one container showed at one time, in Prometheus' text format 0.0.4. A process shows its series family by family, each in
 * the order of their births, with values that only grow.
 */
final class ExpositionText {
    private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

    /** A series with all of its line that does not change. */
    private record Line(SeriesRow row, String family, String name) {
        static Line of(SeriesRow row) {
            String labels = new TreeMap<>(row.labels())
                    .entrySet().stream()
                            .map(label -> "%s=\"%s\"".formatted(label.getKey(), escaped(label.getValue())))
                            .collect(Collectors.joining(",", "{", "} "));
            return new Line(row, familyOf(row), row.metric() + labels);
        }

        /** Of the process that shows it, at that time. */
        boolean isShown(Instant time, @Nullable Instant process) {
            return !row.firstSeen().isAfter(time)
                    && !row.lastSeen().isBefore(time)
                    && (process == null || process.equals(row.processStart()));
        }

        private static String familyOf(SeriesRow row) {
            if (row.type().equals("histogram") || row.type().equals("summary")) {
                for (String suffix : SUFFIXES) {
                    if (row.metric().endsWith(suffix)) {
                        return row.metric().substring(0, row.metric().length() - suffix.length());
                    }
                }
            }
            return row.metric();
        }

        private static String escaped(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }
    }

    private final List<Line> lines;
    private final Set<String> labelled;

    ExpositionText(List<SeriesRow> series) {
        lines = series.stream()
                .map(Line::of)
                .sorted(Comparator.comparing(Line::family)
                        .thenComparing(line -> line.row().firstSeen())
                        .thenComparing(line -> line.row().seriesId()))
                .toList();
        labelled = lines.stream().map(Line::family).collect(Collectors.toSet());
    }

    void write(Writer out, Instant time, @Nullable Instant process, List<FamilyRow> families) throws IOException {
        if (process != null) {
            head(out, "process_start_time_seconds", "gauge");
            out.write("process_start_time_seconds " + process.getEpochSecond() + "\n");
        }
        for (FamilyRow family : families) {
            // The sum over a family that has lines of its own is no line.
            if (!labelled.contains(family.metric())) {
                head(out, family.metric(), family.type());
                out.write(family.metric() + " " + number(family) + "\n");
            }
        }
        String begun = "";
        for (Line line : lines) {
            if (line.isShown(time, process)) {
                if (!line.family().equals(begun)) {
                    begun = line.family();
                    head(out, begun, line.row().type());
                }
                long minutes = Duration.between(line.row().firstSeen(), time).toMinutes();
                out.write(line.name());
                out.write(Long.toString(1 + minutes / 3));
                out.write('\n');
            }
        }
    }

    private static String number(FamilyRow family) {
        return family.valueSum() == null ? "0" : Long.toString(Math.round(family.valueSum()));
    }

    private static void head(Writer out, String family, String type) throws IOException {
        out.write("# HELP %1$s Simulated.\n# TYPE %1$s %2$s\n".formatted(family, type));
    }
}
