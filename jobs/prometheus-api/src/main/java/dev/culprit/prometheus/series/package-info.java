/** Samples that were asked for, kept small, as a place that holds series. */
@NullMarked
package dev.culprit.prometheus.series;

import org.jspecify.annotations.NullMarked;
