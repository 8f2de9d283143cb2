package dev.culprit.model.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Input that a job could not use.
 *
 * @param position first place in the file, such as {@code line 17}
 * @param count number of lines or records
 */
public record UnreadRow(String file, @Nullable String position, String reason, long count) implements Serializable {
    /** The reason of a file of which it is not known which scrape of whom it is; where there are very many, the last row counts the others. */
    public static final String UNMATCHED = "path does not match the pattern";
}
