/**
 * CloudWatch (ListMetrics, GetMetricData) and STS (AssumeRole) inside this JVM, speaking what the AWS SDK speaks: Smithy RPC
 * v2 CBOR, and the query protocol for STS.
 *
 * <pre>{@code
 * FakeClock clock = FakeClock.at("2026-11-18T12:00:00Z");
 * try (CloudWatchStandIn standIn = CloudWatchStandIn.builder().clock(clock).start()) {
 *     standIn.load(Path.of("demo/metric-stream/prod"));              // to the accounts and regions of its records
 *     standIn.store().put(series, "Bytes", time, 64e6);              // to Site.DEFAULT: 111111111111 in us-west-2
 *     standIn.store(site).generate(series, "Percent", from, to, Duration.ofMinutes(1), second -> 40);
 *     standIn.role("arn:aws:iam::222222222222:role/culprit", "external id");  // or user(accessKey, account)
 *
 *     standIn.faults().next(Operation.GET_METRIC_DATA, 3, Fault.throttling());
 *     standIn.faults().of(roleArn).on(Operation.GET_METRIC_DATA, 7, Fault.altered(Alteration.PARTIAL_WITH_TOKEN));
 *
 *     CloudWatchClient.builder().endpointOverride(standIn.endpoint())...  // key CloudWatchStandIn.USER, any secret
 *
 *     standIn.billing().metrics();                                   // billed by GetMetricData
 *     standIn.billing().of(roleArn).requests(Operation.GET_METRIC_DATA);
 *     standIn.billing().asked();                                     // series, statistic, period and window of each query
 *     standIn.billing().calls();                                     // each request with its status and its fault
 *     standIn.expireSessions();                                      // ExpiredToken until the role is assumed anew
 * }
 * }</pre>
 *
 * <p>As strict as the service: unknown members and wrong types, the limits of the API reference, the scope of the signature,
 * whose session a token belongs to, exact sets of dimensions, age rules of periods, tokens for the identical request only,
 * what ListMetrics shows and when. Stricter than it: expressions and percentiles are refused.
 *
 * <p>Where the documentation is silent: periods begin at the call's rounded start; a page tells only of results that have
 * points on it or end in it; every page is billed; the signature's own value is not checked. The answers' Date is the
 * system's: a client that is wrong about the time can mend its clock by it. A site must be known to the
 * stand-in ({@code store(site)}), or its region is refused.
 */
@NullMarked
package dev.culprit.cloudwatch.standin;

import org.jspecify.annotations.NullMarked;
