/** Prometheus' own data: blocks and write-ahead log, series by series. */
@NullMarked
package dev.culprit.extract.series.tsdb;

import org.jspecify.annotations.NullMarked;
