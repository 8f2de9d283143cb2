/** Memory that is asked for, from whatever answers Prometheus' HTTP API: docs/sources/promql.md. */
@NullMarked
package dev.culprit.extract.memory.promql;

import org.jspecify.annotations.NullMarked;
