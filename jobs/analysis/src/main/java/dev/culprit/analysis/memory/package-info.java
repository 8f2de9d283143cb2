/** Memory in blocks within lifetimes, and how it grows. */
@NullMarked
package dev.culprit.analysis.memory;

import org.jspecify.annotations.NullMarked;
