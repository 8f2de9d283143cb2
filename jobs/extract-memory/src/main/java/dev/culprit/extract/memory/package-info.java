/** Job 1: what CloudWatch Container Insights measured of containers' memory, as rows of {@code container_memory}. */
package dev.culprit.extract.memory;
