/**
 * The warehouse's tables, a record a row. Component names in snake case are the column names; {@code @Nullable} components
 * are optional columns; a {@code @Flattened} component is a record that gives its columns. {@code environment} and
 * {@code date} are not in the files: they stand in the folders.
 */
@NullMarked
package dev.culprit.model.table;

import org.jspecify.annotations.NullMarked;
