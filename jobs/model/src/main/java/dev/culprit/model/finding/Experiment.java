package dev.culprit.model.finding;

import java.io.Serializable;

/**
 * What would decide whether a label group carries the growth.
 *
 * @param action what to change, where, and what to leave alone
 * @param expected what memory and births do if it is the label, and what if it is not
 * @param hours from the change until memory tells the two apart in 95 of 100 cases
 */
public record Experiment(String action, String expected, double hours) implements Serializable {}
