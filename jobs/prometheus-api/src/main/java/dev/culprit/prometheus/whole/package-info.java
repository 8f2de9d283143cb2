/** Answers that are whole: what is too large, cut or doubtful is asked in parts, or fails by name. */
@NullMarked
package dev.culprit.prometheus.whole;

import org.jspecify.annotations.NullMarked;
