package dev.culprit.tsdb.export;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of exports, told by how they begin: names of files lie. */
enum ExportFormat {
    VICTORIA("\\s*\\{\\s*\"metric\"\\s*:.*"),
    DUMP("\\{\\w+=\".*"),
    TEXT("#.*|\\{\"[^\"]*\"[,}].*|[a-zA-Z_:][\\w:]*(\\{.*| +[-+0-9NI].*)"),
    /** Known, and not read. */
    ANSWER("\\s*\\{\\s*\"status\"\\s*:.*");

    private final Pattern beginning;

    ExportFormat(String beginning) {
        this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    }

    /** Null where it is none of these. */
    static @Nullable ExportFormat of(String text) {
        for (ExportFormat format : values()) {
            if (format.beginning.matcher(text).matches()) {
                return format;
            }
        }
        return null;
    }

    /** Null where this kind is not read. */
    @Nullable
    ExportLines reader() {
        return switch (this) {
            case VICTORIA -> new VictoriaLines();
            case DUMP, TEXT -> new TextLines();
            case ANSWER -> null;
        };
    }
}
