package dev.culprit.report.history;

import dev.culprit.model.Nullable;
import java.time.Instant;

/**
 * When the memory limit is reached if memory goes on as it does.
 *
 * @param sentence one
 * @param hoursToLimit from the period's end, at the slope's estimate; not below zero
 * @param earliest likewise at the upper end of the slope's 95 % interval
 * @param latest likewise at its lower end; null where that end is not above zero, as the limit may then never be reached
 * @param nextRestart the next one after the period's end if restarts are regular; null where they are not
 * @param restartFirst whether {@code nextRestart} comes before the limit at the slope's estimate; false where it is null
 */
public record Forecast(
        String sentence,
        double hoursToLimit,
        double earliest,
        @Nullable Double latest,
        @Nullable Instant nextRestart,
        boolean restartFirst) {}
