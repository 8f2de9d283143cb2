package dev.culprit.notebooks;

import dev.culprit.model.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a cell failed, as its author is told: what, and on which line. A stack trace of the kernel would not help them. */
final class CellFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_LINE = 400;
    private static final int MOST_LINES = 12;

    private final String kind;
    private final @Nullable String place;

    CellFailure(String kind, @Nullable String message) {
        this(kind, message, null);
    }

    private CellFailure(String kind, @Nullable String message, @Nullable String place) {
        super(bare(message == null ? "" : message), null, false, false);
        this.kind = kind;
        this.place = place;
    }

    /** @param line of the cell, from 1 */
    CellFailure at(int line, String source) {
        return new CellFailure(kind, getMessage(), "line %d: %s".formatted(line, source.strip()));
    }

    /** The message below its kind, then the place; control characters as escapes, as messages quote label values. */
    List<String> lines() {
        String text = kind + ": " + getMessage() + (place == null ? "" : "\n  " + place);
        return text.lines().map(line -> Text.printable(line, LONGEST_LINE)).toList();
    }

    /** Drops the query plan that ends messages of Spark's analyser, and the compiler's notes on classes that nobody wrote. */
    private static String bare(String message) {
        int plan = message.indexOf(";\n'");
        String told = plan < 0 ? message : message.substring(0, plan);
        return told.lines()
                .filter(line -> !line.startsWith("  location:"))
                .limit(MOST_LINES)
                .collect(Collectors.joining("\n"));
    }
}
