package dev.culprit.extract.memory.readings;

import java.time.Instant;

/**
 * A quantity's value for one period, in the quantity's unit.
 *
 * @param time within the period that the value stands for
 * @param samples how many measurements the value sums up; of two readings of one period the one with more is the fuller
 */
public record Reading(Quantity quantity, MetricSubject subject, Instant time, double value, double samples) {}
