/** Memory in the files of a CloudWatch metric stream: docs/sources/metric-stream.md. */
@NullMarked
package dev.culprit.extract.memory.metricstream;

import org.jspecify.annotations.NullMarked;
