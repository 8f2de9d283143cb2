/** Bytes at any place of a file, and the numbers that Prometheus writes into them. */
@NullMarked
package dev.culprit.tsdb.bytes;

import org.jspecify.annotations.NullMarked;
