/** Job 1: what sources of memory tell of containers, as rows of {@code container_memory}. */
@NullMarked
package dev.culprit.extract.memory;

import org.jspecify.annotations.NullMarked;
