/**
 * The method: from memory readings and births of series to a verdict. Plain arrays and records; no Spark, no I/O, no clock.
 *
 * <p>One package a step: {@code statistics <- births <- history <- memory <- evidence <- intervention <- verdict}, and {@link
 * dev.culprit.analysis.WorkloadAnalysis} on top. A package may use those before it, never those after it.
 *
 * <p>Units throughout: seconds since the epoch for times, hours for ages and rates, bytes for memory.
 */
@NullMarked
package dev.culprit.analysis;

import org.jspecify.annotations.NullMarked;
