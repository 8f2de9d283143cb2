package dev.culprit.model.table;

import dev.culprit.model.Nullable;
import java.io.Serializable;

/**
 * Input that a job had to leave out.
 *
 * @param position the first place in the file that it concerns, {@code line 17}
 * @param count how many lines or records
 */
public record UnreadRow(String file, @Nullable String position, String reason, long count) implements Serializable {}
