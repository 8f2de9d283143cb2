package dev.culprit.extract.memory;

import java.time.LocalDate;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a delivery.
 *
 * @param date that of its folder {@code yyyy/MM/dd}, null where it is in none
 */
record DeliveredFile(Path path, @Nullable LocalDate date) {}
