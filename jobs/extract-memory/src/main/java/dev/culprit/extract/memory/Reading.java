package dev.culprit.extract.memory;

import java.time.Instant;

/**
 * One metric's value for one minute, in the metric's own unit.
 *
 * @param time within the minute that the value stands for
 * @param samples how many measurements the value sums up; of two readings of one minute the one with more is the fuller
 */
record Reading(MemoryMetric metric, Measured subject, Instant time, double value, double samples) {}
