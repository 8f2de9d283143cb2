package dev.culprit.tsdb.series;

import java.io.Serializable;

/**
 * What could not be read.
 *
 * @param file or folder, as users know it
 * @param count of whatever the reason speaks of
 */
public record Skipped(String file, String reason, long count) implements Serializable {}
