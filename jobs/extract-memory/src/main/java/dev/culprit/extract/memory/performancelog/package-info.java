/** Memory in the performance log of Container Insights: docs/sources/performance-log.md. */
@NullMarked
package dev.culprit.extract.memory.performancelog;

import org.jspecify.annotations.NullMarked;
