/** Job 3: reads the tables with Spark, gathers the rows of each pod and then of each workload, and has the method judge. */
@NullMarked
package dev.culprit.correlate;

import org.jspecify.annotations.NullMarked;
