package dev.culprit.extract.memory.readings;

/**
 * What the rows of one source have in common.
 *
 * @param source for the rows' column of that name
 * @param periodSeconds what a row stands for, an even part of a day
 */
public record RowTraits(String source, int periodSeconds, SamePeriod samePeriod) {}
