package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.extract.memory.insights.Statistic;

/** One statistic of one series: what one Id of a call asks for, and what is billed as one metric. */
public record SeriesQuery(Series series, Statistic statistic) {}
