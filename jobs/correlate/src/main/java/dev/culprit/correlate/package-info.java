/** Job 3: reads the tables with Spark, groups their rows by pod and then by workload, and runs the analysis on each workload. */
@NullMarked
package dev.culprit.correlate;

import org.jspecify.annotations.NullMarked;
