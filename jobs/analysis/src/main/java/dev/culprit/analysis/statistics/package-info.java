/** Statistics that know nothing of memory or labels: robust location, slopes, bounded regression, change points. */
@NullMarked
package dev.culprit.analysis.statistics;

import org.jspecify.annotations.NullMarked;
