package dev.culprit.report.data;

import dev.culprit.report.history.FirstVerdict;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a container that could not be judged.
 *
 * @param verdict when it can be expected; null where time is not what is missing
 * @param inventory null where nothing of it was scraped
 */
public record FirstDay(
        @Nullable FirstVerdict verdict, @Nullable SeriesInventory inventory) {}
