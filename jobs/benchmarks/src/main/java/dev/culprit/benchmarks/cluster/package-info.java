/** All jobs on a cluster: {@code jobs/benchmarks/cluster}. */
package dev.culprit.benchmarks.cluster;
