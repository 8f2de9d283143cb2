/**
 * The method: from memory readings and births of series to a verdict. Plain arrays and records; no Spark, no I/O, no clock.
 *
 * <p>Units throughout: seconds since the epoch for times, hours for ages and rates, bytes for memory.
 */
package dev.culprit.analysis;
