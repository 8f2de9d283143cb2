/**
 * Amazon's two services that answer PromQL, inside this JVM: CloudWatch's, and a workspace of Managed Service for Prometheus. As
 * strict as their documentation: paths, signatures with their values, exact names of metrics, every limit, answers that are cut
 * with a warning. Stricter than they are: only the few shapes of queries that a reader of history needs are understood, and of
 * CloudWatch only what its documentation shows. Bills are counted by samples read.
 *
 * <pre>{@code
 * try (PromqlStandIn cloudWatch = PromqlStandIn.cloudWatch("us-west-2", 0)) {
 *     ScrapeFiles.load(Path.of("demo/scrapes/environment=prod"), "eks-prod", update, cloudWatch.store());
 *     cloudWatch.url();                       // prometheus { cloudwatch { endpoint = ... } }
 *     cloudWatch.bill().samples();            // what has been read
 * }
 * }</pre>
 */
@NullMarked
package dev.culprit.cloudwatch.standin.promql;

import org.jspecify.annotations.NullMarked;
