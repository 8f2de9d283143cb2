/** How fast big tables of series are counted and judged, beside engines that are made for counting. */
package dev.culprit.benchmarks.series;
