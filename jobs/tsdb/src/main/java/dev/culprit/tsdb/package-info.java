/** Prometheus' data on disk, read only: which blocks of a folder count, and what of it is opened already. */
@NullMarked
package dev.culprit.tsdb;

import org.jspecify.annotations.NullMarked;
