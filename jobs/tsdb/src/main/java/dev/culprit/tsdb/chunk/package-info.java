/** The encodings of samples in chunks: Prometheus' {@code tsdb/chunkenc}. */
@NullMarked
package dev.culprit.tsdb.chunk;

import org.jspecify.annotations.NullMarked;
