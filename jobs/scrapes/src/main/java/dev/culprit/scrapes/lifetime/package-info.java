/**
 * Decides what the scrapes of a target mean: lifetimes of processes, restarts, births, families, roles, rows. Knows no format.
 * {@link dev.culprit.scrapes.lifetime.ScrapeFeed} takes one scrape after the other,
 * {@link dev.culprit.scrapes.lifetime.SeriesFeed} one series after the other; the same sights give the same rows.
 */
@NullMarked
package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.NullMarked;
