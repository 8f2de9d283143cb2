package dev.culprit.model.finding;

import java.io.Serializable;

/** A quantity before a change and after it. */
public record BeforeAfter<T>(T before, T after) implements Serializable {}
