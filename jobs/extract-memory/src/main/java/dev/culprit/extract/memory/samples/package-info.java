/** Memory out of the series that Prometheus has, wherever they are: their samples are made readings here. */
@NullMarked
package dev.culprit.extract.memory.samples;

import org.jspecify.annotations.NullMarked;
