/**
 * The warehouse's tables, a record a row. Component names in snake case are the column names; {@code @Nullable} components
 * are optional columns. {@code environment} and {@code date} are not in the records: they stand in the folders.
 */
@NullMarked
package dev.culprit.model.table;

import org.jspecify.annotations.NullMarked;
