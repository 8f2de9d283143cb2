/**
 * CloudWatch's PromQL: who shows which metrics, how its labels are read, and what of a histogram its exporter has shown.
 */
@NullMarked
package dev.culprit.prometheus.cloudwatch;

import org.jspecify.annotations.NullMarked;
