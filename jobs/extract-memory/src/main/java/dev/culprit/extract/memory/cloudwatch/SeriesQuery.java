package dev.culprit.extract.memory.cloudwatch;

/** One statistic of one series: what one Id of a call asks for, and what is billed as one metric. */
public record SeriesQuery(Series series, Statistic statistic) {}
