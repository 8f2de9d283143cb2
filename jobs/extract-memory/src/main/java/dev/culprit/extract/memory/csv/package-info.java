/** Memory in CSV files that anybody can write: docs/sources/csv.md. */
@NullMarked
package dev.culprit.extract.memory.csv;

import org.jspecify.annotations.NullMarked;
