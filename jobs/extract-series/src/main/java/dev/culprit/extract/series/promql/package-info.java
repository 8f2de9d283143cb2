/** Series that are asked for, from whatever answers Prometheus' HTTP API. */
@NullMarked
package dev.culprit.extract.series.promql;

import org.jspecify.annotations.NullMarked;
