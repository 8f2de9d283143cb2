package dev.culprit.extract.memory.files;

import java.time.LocalDate;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a delivery.
 *
 * @param date that of its folder {@code yyyy/MM/dd}, null where it is in none
 */
record DatedFile(Path path, @Nullable LocalDate date) {}
