package dev.culprit.cloudwatch.standin.promql;

import java.util.Map;

/** How a store names the series of one container. */
interface SeriesLabels {
    /** The exporter's own labels, the metric's name among them, and all that the store adds. */
    Map<String, String> around(Map<String, String> exposed);
}
