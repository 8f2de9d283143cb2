/** Job 2: archived scrapes become the tables {@code series}, {@code scrapes} and {@code families}. On Spark. */
package dev.culprit.extract.series;
