package dev.culprit.scrapes.lifetime;

import java.util.Map;

/**
 * What tells a series from all others, where its {@link SeriesId} does not.
 *
 * @param labels as {@link SeriesNames} has them
 */
record SeriesName(String metric, Map<String, String> labels) {}
