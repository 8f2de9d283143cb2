/**
 * Incidents with a known truth: what happens in containers ({@link dev.culprit.analysis.simulation.Story}), in families that
 * accuse and families that must not ({@link dev.culprit.analysis.simulation.Family}), as the rows that the warehouse would hold
 * ({@link dev.culprit.analysis.simulation.Simulation}).
 */
package dev.culprit.analysis.simulation;
