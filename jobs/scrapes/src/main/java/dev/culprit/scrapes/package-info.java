/**
 * Reads archived Prometheus scrapes: text 0.0.4 and OpenMetrics 1.0 in one lenient scanner, plain, gzip or zstd; tracks
 * what each process shows, scrape by scrape. No Spark, no file system.
 */
package dev.culprit.scrapes;
