/** What turns readings into rows of {@code container_memory}, whatever source they come from. */
@NullMarked
package dev.culprit.extract.memory.readings;

import org.jspecify.annotations.NullMarked;
