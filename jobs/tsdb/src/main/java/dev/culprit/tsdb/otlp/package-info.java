/** Requests of the OpenTelemetry protocol that hold metrics, in JSON and in Protocol Buffers. */
@NullMarked
package dev.culprit.tsdb.otlp;

import org.jspecify.annotations.NullMarked;
