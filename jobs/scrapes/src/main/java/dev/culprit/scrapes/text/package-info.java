/**
 * Reads bodies: text 0.0.4 and OpenMetrics 1.0 in one lenient scanner, and what their series are called. What bodies mean is
 * decided in {@link dev.culprit.scrapes.lifetime}.
 */
@NullMarked
package dev.culprit.scrapes.text;

import org.jspecify.annotations.NullMarked;
