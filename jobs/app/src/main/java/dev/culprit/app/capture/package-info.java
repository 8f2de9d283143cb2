/** Keeps scrapes as files, in the layout that extract-series reads by default. Knows neither Spark nor the warehouse. */
@NullMarked
package dev.culprit.app.capture;

import org.jspecify.annotations.NullMarked;
