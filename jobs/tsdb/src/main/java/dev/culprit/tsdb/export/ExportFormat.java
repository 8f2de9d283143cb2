package dev.culprit.tsdb.export;

import dev.culprit.tsdb.bytes.CorruptException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of exports, told by how they begin: names of files lie. */
enum ExportFormat {
    VICTORIA("\\s*\\{\\s*\"metric\"\\s*:.*"),
    DUMP("\\{\\w+=\".*"),
    TEXT("#.*|\\{\"[^\"]*\"[,}].*|[a-zA-Z_:][\\w:]*(\\{.*| +[-+0-9NI].*)"),
    /** A collector may write other signals into the same file, and first, and have been killed in its first line. */
    OTLP_JSON(
            "\\s*\\{\\s*\"resource_?(?i:metrics|logs|spans|profiles)\"\\s*:.*|\\s*\\{.*\\{\"resource(_m|M)etrics\"\\s*:.*"),
    OTLP_FRAMES(null),
    OTLP_PROTOBUF(null),
    /** Known, and not read. */
    ANSWER("\\s*\\{\\s*\"status\"\\s*:.*"),
    VICTORIA_NATIVE(null);

    /** Bytes of a request, and characters of a line. By hand: collectors refuse messages of more than some megabytes. */
    static final int LONGEST = 1 << 27;

    private final @Nullable Pattern beginning;

    /** @param beginning null where bytes tell */
    ExportFormat(@Nullable String beginning) {
        this.beginning = beginning == null ? null : Pattern.compile(beginning, Pattern.DOTALL);
    }

    /** Null where it is none of these. */
    static @Nullable ExportFormat of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (ExportFormat format : values()) {
            if (format.beginning != null && format.beginning.matcher(text).matches()) {
                return format;
            }
        }
        if (OtlpFrames.isOne(bytes)) {
            return OTLP_FRAMES;
        }
        if (OtlpFrames.isRequest(bytes, 0, bytes.length)) {
            return OTLP_PROTOBUF;
        }
        return VictoriaNative.isOne(bytes) ? VICTORIA_NATIVE : null;
    }

    boolean isCollectors() {
        return this == OTLP_JSON || this == OTLP_FRAMES || this == OTLP_PROTOBUF;
    }

    /** @throws CorruptException where this kind is not read: the message says what to do instead */
    ExportReader reader(ExportedSeries series) throws CorruptException {
        return switch (this) {
            case VICTORIA -> new LineReader(new VictoriaLines(), series, LONGEST);
            case DUMP, TEXT -> new LineReader(new TextLines(), series, LONGEST);
            case OTLP_JSON -> new OtlpJsonLines(new OtlpSeries(series), LONGEST);
            case OTLP_FRAMES -> new OtlpFrames(new OtlpSeries(series), true);
            case OTLP_PROTOBUF -> new OtlpFrames(new OtlpSeries(series), false);
            case ANSWER ->
                throw new CorruptException(
                        "is an answer of Prometheus' API: give the server itself (prometheus.url), or an export");
            case VICTORIA_NATIVE ->
                throw new CorruptException(
                        "is VictoriaMetrics' native export, whose format changes without telling: export JSON lines instead,"
                                + " /api/v1/export in the place of /api/v1/export/native");
        };
    }
}
