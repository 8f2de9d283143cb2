package dev.culprit.extract.memory.csv;

import dev.culprit.extract.memory.csv.CsvColumns.Column;
import dev.culprit.extract.memory.csv.CsvColumns.SizeColumn;
import dev.culprit.extract.memory.files.LineParser;
import dev.culprit.extract.memory.files.UnreadableException;
import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Quantity;
import dev.culprit.extract.memory.readings.Reading;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes readings of the lines of one file, whose columns are known. */
final class CsvParser implements LineParser {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");
    /** Kubernetes' names have at most 253 characters (RFC 1123 subdomains); what is far longer is another file's text. */
    private static final int LONGEST_NAME = 1024;

    private final CsvLines lines;
    private final List<String> header;
    private final CsvColumns columns;
    private final @Nullable String onlyCluster;
    private final ZoneId zone;
    private final CsvDiagnostics diagnostics;

    CsvParser(
            CsvLines lines,
            List<String> header,
            CsvColumns columns,
            @Nullable String onlyCluster,
            ZoneId zone,
            CsvDiagnostics diagnostics) {
        this.lines = lines;
        this.header = header;
        this.columns = columns;
        this.onlyCluster = onlyCluster;
        this.zone = zone;
        this.diagnostics = diagnostics;
    }

    @Override
    public void parse(byte[] line, int length, Sink sink) throws UnreadableException {
        List<String> fields = lines.split(CsvLines.decode(line, length));
        if (fields.equals(header)) { // files that were put together by cat
            return;
        }
        if (fields.size() != header.size()) {
            throw new UnreadableException(
                    "%s fields than the first line names".formatted(fields.size() < header.size() ? "fewer" : "more"));
        }
        @Nullable String cluster = cluster(fields);
        if (onlyCluster != null && !onlyCluster.equals(cluster)) {
            return;
        }
        MetricSubject subject = new MetricSubject(
                cluster,
                name(fields, columns.namespace()),
                nameOrNull(fields, columns.workload()),
                name(fields, columns.pod()),
                nameOrNull(fields, columns.container()));
        Instant time = CsvTime.parse(fields.get(columns.time().place()), zone);
        double bytes = size(fields, columns.memory(), Quantity.WORKING_SET);
        sink.reading(new Reading(Quantity.WORKING_SET, subject, time, bytes, 1));
        limit(fields, subject, time, sink);
        restarts(fields, subject, time, sink);
    }

    private @Nullable String cluster(List<String> fields) throws UnreadableException {
        if (columns.cluster() == null) {
            return onlyCluster;
        }
        @Nullable String cluster = nameOrNull(fields, columns.cluster());
        if (cluster != null) {
            diagnostics.cluster(cluster);
        }
        return cluster;
    }

    /** A limit of 0 is Kubernetes' way to say that there is none. */
    private void limit(List<String> fields, MetricSubject subject, Instant time, Sink sink) throws UnreadableException {
        SizeColumn limit = columns.limit();
        if (limit == null || isEmpty(fields, limit.column())) {
            return;
        }
        try {
            double bytes = size(fields, limit, Quantity.WORKING_SET);
            if (bytes > 0) {
                sink.reading(new Reading(Quantity.LIMIT, subject, time, bytes, 1));
            }
        } catch (UnreadableException bad) {
            sink.unreadable(bad.reason());
        }
    }

    private void restarts(List<String> fields, MetricSubject subject, Instant time, Sink sink)
            throws UnreadableException {
        Column restarts = columns.restarts();
        if (restarts == null || isEmpty(fields, restarts)) {
            return;
        }
        try {
            double total = number(fields, restarts, Quantity.RESTART_TOTAL);
            sink.reading(new Reading(Quantity.RESTART_TOTAL, subject, time, total, 1));
        } catch (UnreadableException bad) {
            sink.unreadable(bad.reason());
        }
    }

    private static String name(List<String> fields, Column column) throws UnreadableException {
        @Nullable String name = nameOrNull(fields, column);
        if (name == null) {
            throw new UnreadableException(column.name() + " is empty");
        }
        return name;
    }

    /** Null where there is no such column, and where it is empty. */
    private static @Nullable String nameOrNull(List<String> fields, @Nullable Column column)
            throws UnreadableException {
        if (column == null || isEmpty(fields, column)) {
            return null;
        }
        String name = fields.get(column.place());
        if (name.length() > LONGEST_NAME) {
            throw new UnreadableException("%s is longer than %,d characters".formatted(column.name(), LONGEST_NAME));
        }
        return name;
    }

    private static boolean isEmpty(List<String> fields, Column column) {
        return fields.get(column.place()).isEmpty();
    }

    private static double size(List<String> fields, SizeColumn size, Quantity quantity) throws UnreadableException {
        double bytes = size.bytes(number(fields, size.column(), quantity));
        if (bytes > Quantity.MOST_BYTES) {
            throw new UnreadableException(Quantity.tooManyBytes(size.column().name()));
        }
        return bytes;
    }

    private static double number(List<String> fields, Column column, Quantity quantity) throws UnreadableException {
        String text = fields.get(column.place());
        if (text.isEmpty()) {
            throw new UnreadableException(column.name() + " is empty");
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new UnreadableException(column.name() + " is not a number");
        }
        double value = Double.parseDouble(text);
        @Nullable String fault = quantity.faultOf(column.name(), value);
        if (fault != null) {
            throw new UnreadableException(fault);
        }
        return value;
    }
}
