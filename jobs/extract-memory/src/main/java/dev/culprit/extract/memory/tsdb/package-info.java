/** Memory in Prometheus' own data: docs/sources/tsdb.md. */
@NullMarked
package dev.culprit.extract.memory.tsdb;

import org.jspecify.annotations.NullMarked;
