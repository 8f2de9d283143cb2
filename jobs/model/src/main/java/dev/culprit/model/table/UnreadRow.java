package dev.culprit.model.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Input that a job could not use.
 *
 * @param position first place in the file, such as {@code line 17}
 * @param count number of lines or records
 */
public record UnreadRow(String file, @Nullable String position, String reason, long count) implements Serializable {}
