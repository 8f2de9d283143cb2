/**
 * Archived Prometheus scrapes, without Spark and without a file system: {@code container} finds bodies, {@code text} reads
 * them, {@code lifetime} decides what they mean, {@code slice} does so in parts.
 */
@NullMarked
package dev.culprit.scrapes;

import org.jspecify.annotations.NullMarked;
