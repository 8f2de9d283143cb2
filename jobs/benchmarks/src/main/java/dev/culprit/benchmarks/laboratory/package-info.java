/** What the method says of recorded real programs ({@code tools/laboratory}), and of their memory with foreign births. */
@NullMarked
package dev.culprit.benchmarks.laboratory;

import org.jspecify.annotations.NullMarked;
