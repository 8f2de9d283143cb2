/** Statistics that know nothing of memory or labels: robust location, slopes, bounded regression, change points. */
package dev.culprit.analysis.statistics;
