/** Changes that somebody made within the period, and how memory answered. */
@NullMarked
package dev.culprit.analysis.intervention;

import org.jspecify.annotations.NullMarked;
