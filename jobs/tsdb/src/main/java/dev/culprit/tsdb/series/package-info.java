/** What every place that holds series has in common: their labels, and their samples. */
@NullMarked
package dev.culprit.tsdb.series;

import org.jspecify.annotations.NullMarked;
