package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.model.CulpritException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Reads one environment's CloudWatch, one call after the other. Not for several threads. */
public final class CloudWatchReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloudWatchReader.class);

    /** How often a call is made that is answered, but not in full. By hand: each time is billed. */
    private static final int TIMES_ASKED = 4;

    private final Connection connection;
    private final Clients clients;
    private final CloudWatchClient client;
    private final RateLimiter calls;
    private final RateLimiter listings;
    private final RateLimiter.Sleeper sleeper;
    private final RequestCost cost;

    private CloudWatchReader(Connection connection, Clients clients, RequestCost cost, RateLimiter.Sleeper sleeper) {
        RequestLimits limits = connection.limits();
        this.connection = connection;
        this.clients = clients;
        this.client = clients.cloudWatch();
        this.sleeper = sleeper;
        this.cost = cost;
        this.calls = new RateLimiter(limits.callsPerSecond(), limits.pointsPerSecond(), System::nanoTime, sleeper);
        this.listings =
                new RateLimiter(limits.callsPerSecond() / 2, Double.POSITIVE_INFINITY, System::nanoTime, sleeper);
    }

    /**
     * @throws CulpritException where there are no credentials
     */
    public static CloudWatchReader connect(Connection connection) {
        RequestCost cost =
                new RequestCost(connection.environment(), connection.limits().metrics());
        return new CloudWatchReader(
                connection, Clients.connect(connection, cost), cost, time -> Thread.sleep(time.toMillis()));
    }

    /** What has been asked for so far. */
    public RequestCost cost() {
        return cost;
    }

    /**
     * Every series of the namespace that has had a value within two weeks and whose dimensions have these values, among others.
     *
     * @param metric its name, or null for all of them
     */
    public List<Series> list(String namespace, @Nullable String metric, Map<String, String> dimensions) {
        ListMetricsRequest.Builder request = ListMetricsRequest.builder()
                .namespace(namespace)
                .metricName(metric)
                .dimensions(dimensions.entrySet().stream()
                        .map(dimension -> DimensionFilter.builder()
                                .name(dimension.getKey())
                                .value(dimension.getValue())
                                .build())
                        .toList());
        linked(request);
        List<Series> found = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        String token = null;
        do {
            ListMetricsResponse page = listPage(request.nextToken(token).build());
            page.metrics().forEach(each -> found.add(seriesOf(each)));
            token = page.nextToken();
            if (token != null && !tokens.add(token)) {
                throw failure(
                        "ListMetrics", "the same page is offered for ever (repeated NextToken)", "run again later");
            }
        } while (token != null && !token.isEmpty());
        return found;
    }

    /** The first page of {@link #list} without filters, to say what there is instead. */
    public List<Series> glance(String namespace) {
        return listPage(linked(ListMetricsRequest.builder().namespace(namespace))
                        .build())
                .metrics()
                .stream()
                .map(CloudWatchReader::seriesOf)
                .toList();
    }

    /** Asks for one account's series only: of several, the answer tells apart by position what nothing else does. */
    private ListMetricsRequest.Builder linked(ListMetricsRequest.Builder request) {
        return connection.access().accountId() == null
                ? request
                : request.includeLinkedAccounts(true)
                        .owningAccount(connection.access().accountId());
    }

    private ListMetricsResponse listPage(ListMetricsRequest request) {
        listings.await(0);
        return send("ListMetrics", () -> client.listMetrics(request));
    }

    private static Series seriesOf(Metric metric) {
        return Series.of(
                metric.namespace(),
                metric.metricName(),
                metric.dimensions().stream()
                        .collect(Collectors.toMap(Dimension::name, Dimension::value, (first, second) -> first)));
    }

    /** @throws CulpritException where the answer does not become complete, saying what is amiss */
    public CallResult fetch(MetricCall call) {
        for (int time = 1; ; time++) {
            try {
                return ask(call);
            } catch (UnusableAnswerException amiss) {
                if (!amiss.isPassing()) {
                    throw failure(
                            "GetMetricData",
                            amiss.reason(),
                            "grant cloudwatch:GetMetricData for it, see docs/sources/cloudwatch.md");
                }
                if (time == TIMES_ASKED) {
                    throw failure(
                            "GetMetricData",
                            amiss.reason() + ", asked %d times".formatted(TIMES_ASKED),
                            "run again later, which goes on where this run stopped");
                }
                LOG.warn("{}: {}: asking again", connection.environment(), amiss.reason());
                sleeper.pause(connection.retries().pause().multipliedBy(1L << (time - 1)));
            }
        }
    }

    private CallResult ask(MetricCall call) throws UnusableAnswerException {
        GetMetricDataRequest.Builder request = GetMetricDataRequest.builder()
                .startTime(call.window().from())
                .endTime(call.window().to())
                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                .metricDataQueries(IntStream.range(0, call.queries().size())
                        .mapToObj(index -> query(
                                Pages.id(index),
                                call.queries().get(index),
                                call.window().periodSeconds()))
                        .toList());
        Pages pages = new Pages(call);
        String token = null;
        do {
            cost.beforeCall(call.queries().size());
            calls.await(call.points());
            GetMetricDataRequest page = request.nextToken(token).build();
            GetMetricDataResponse answer = send("GetMetricData", () -> client.getMetricData(page));
            token = pages.add(answer);
        } while (token != null);
        CallResult result = pages.result();
        pages.messages().forEach(message -> LOG.warn("{}: CloudWatch says {}", connection.environment(), message));
        return result;
    }

    private MetricDataQuery query(String id, SeriesQuery query, int periodSeconds) {
        Series series = query.series();
        return MetricDataQuery.builder()
                .id(id)
                .accountId(connection.access().accountId())
                .metricStat(wanted -> wanted.period(periodSeconds)
                        .stat(query.statistic().word())
                        .metric(metric -> metric.namespace(series.namespace())
                                .metricName(series.metric())
                                .dimensions(series.dimensions().entrySet().stream()
                                        .map(dimension -> Dimension.builder()
                                                .name(dimension.getKey())
                                                .value(dimension.getValue())
                                                .build())
                                        .toList())))
                .build();
    }

    private <T> T send(String operation, Supplier<T> request) {
        try {
            return request.get();
        } catch (RuntimeException failure) { // also what a decoder makes of an answer that is not CloudWatch's
            for (Throwable at = failure; at != null; at = at.getCause()) {
                if (at instanceof CulpritException told) { // of the interceptor, as the SDK has wrapped it
                    throw told;
                }
            }
            throw CallFailure.of(connection, operation, failure);
        }
    }

    private CulpritException failure(String operation, String what, String mend) {
        return new CulpritException("environment %s: CloudWatch's %s in %s is incomplete: %s: %s"
                .formatted(connection.environment(), operation, connection.region(), what, mend));
    }

    @Override
    public void close() {
        clients.close();
    }
}
