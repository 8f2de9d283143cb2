/**
 * Reads series of metrics from CloudWatch's API, completely or not at all: calls that fit on one page, at a pace below the
 * quotas, merged by Id, and done only when every Id is. What the metrics mean is not known here.
 *
 * <p>Limits and semantics are those of the API reference of ListMetrics and GetMetricData (2010-08-01) and of the user guide's
 * page on quotas.
 */
@NullMarked
package dev.culprit.extract.memory.cloudwatch.api;

import org.jspecify.annotations.NullMarked;
