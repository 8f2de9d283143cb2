/**
 * Reads table {@code series} by columns: labels are the numbers of Parquet's dictionaries, each text is looked at once a file, and the rows
 * of a container become blocks of bytes in which a row says how it differs from the row before.
 */
@NullMarked
package dev.culprit.correlate.columns;

import org.jspecify.annotations.NullMarked;
