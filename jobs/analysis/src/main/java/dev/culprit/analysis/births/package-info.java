/** Births of series, credited to labels; groups of labels that carry the same information; candidates for a cause. */
@NullMarked
package dev.culprit.analysis.births;

import org.jspecify.annotations.NullMarked;
