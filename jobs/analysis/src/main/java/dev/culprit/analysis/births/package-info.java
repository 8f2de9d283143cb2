/** Births of series, credited to labels; groups of labels that carry the same information; candidates for a cause. */
package dev.culprit.analysis.births;
