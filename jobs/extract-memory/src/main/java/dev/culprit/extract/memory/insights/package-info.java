/** The metrics of Container Insights that memory is derived from, by whatever route they come. */
@NullMarked
package dev.culprit.extract.memory.insights;

import org.jspecify.annotations.NullMarked;
