package dev.culprit.scrapes.lifetime;

import java.util.Map;

/**
 * The names of a target's series, each under a number that a feed was given with the series. The reader of the format
 * decides how it keeps them. Labels are wanted once for each row.
 */
public interface SeriesNames {
    /** Labels as in {@link dev.culprit.model.LabelSet}, in the order of their names, without those that tell the target. */
    Map<String, String> labels(int name);
}
