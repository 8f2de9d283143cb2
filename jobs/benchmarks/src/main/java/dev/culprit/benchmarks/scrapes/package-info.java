/** How fast archived scrapes are read, beside what else one could read them with. */
package dev.culprit.benchmarks.scrapes;
