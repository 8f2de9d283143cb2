package dev.culprit.model.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Input that a job had to leave out.
 *
 * @param position the first place in the file that it concerns, {@code line 17}
 * @param count how many lines or records
 */
public record UnreadRow(String file, @Nullable String position, String reason, long count) implements Serializable {}
