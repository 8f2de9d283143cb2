package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Operation.GET_METRIC_DATA;
import static dev.culprit.cloudwatch.standin.Operation.LIST_METRICS;
import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.Fault.Alteration;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** How the SDK's client sees what goes wrong by script. */
class FaultsTest {
    @RegisterExtension
    final Served served = new Served();

    @BeforeEach
    void fiveMinutes() {
        served.minutes(LIMIT, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "throttling,       400, Throttling",
        "serverError,      500, InternalFailure",
        "unavailable,      503, ServiceUnavailable",
        "accessDenied,     403, AccessDenied",
        "expiredToken,     403, ExpiredToken",
        "requestExpired,   400, RequestExpired",
        "invalidSignature, 403, InvalidSignatureException"
    })
    void refusalsHaveStatusAndCode(String name, int status, String code) {
        Fault fault = switch (name) {
            case "throttling" -> Fault.throttling();
            case "serverError" -> Fault.serverError(500);
            case "unavailable" -> Fault.serverError(503);
            case "accessDenied" -> Fault.accessDenied();
            case "expiredToken" -> Fault.expiredToken();
            case "requestExpired" -> Fault.requestExpired();
            default -> Fault.invalidSignature();
        };
        served.standIn.faults().next(GET_METRIC_DATA, fault);

        assertThatThrownBy(this::good).isInstanceOfSatisfying(CloudWatchException.class, refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(status);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.isThrottlingException()).isEqualTo(name.equals("throttling"));
            assertThat(refusal.isClockSkewException()).isEqualTo(name.equals("requestExpired"));
        });
        assertThat(good().values()).hasSize(5);
    }

    @Test
    void aPageOfAProxysIsNoAnswerOfTheServices() {
        served.standIn.faults().next(GET_METRIC_DATA, Fault.notFoundPage());

        assertThatThrownBy(this::good)
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(404));
    }

    @Test
    void aResetLosesAnAnswerThatIsBilled() {
        served.standIn.faults().next(GET_METRIC_DATA, Fault.reset());

        assertThatThrownBy(this::good).isInstanceOf(SdkClientException.class);

        assertThat(served.standIn.billing().metrics()).isEqualTo(1);
        assertThat(served.standIn.billing().answered(GET_METRIC_DATA)).isZero();
        assertThat(served.standIn.billing().asked()).isEmpty();
        assertThat(good().values()).hasSize(5);
    }

    @Test
    void aSlowAnswerRunsIntoTheClientsTimeLimit() {
        served.standIn.faults().next(LIST_METRICS, Fault.slow(Duration.ofSeconds(2)));

        assertThatThrownBy(() -> served.client.listMetrics(
                        call -> call.overrideConfiguration(o -> o.apiCallAttemptTimeout(Duration.ofMillis(100)))))
                .isInstanceOf(ApiCallAttemptTimeoutException.class);
    }

    @Test
    void theSdksRetriesAreRequestsToo() {
        served.standIn.faults().next(LIST_METRICS, 2, Fault.serverError(500));
        try (CloudWatchClient retrying = Clients.cloudWatch(
                served.standIn.endpoint(),
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(3)
                        .build())) {
            assertThat(retrying.listMetrics().metrics()).hasSize(1);
        }
        assertThat(served.standIn.billing().requests(LIST_METRICS)).isEqualTo(3);
        assertThat(served.standIn.billing().answered(LIST_METRICS)).isEqualTo(1);
    }

    @Test
    void anInternalErrorLeavesHalfOfTheFirstResult() {
        MetricDataResult result =
                altered(Alteration.INTERNAL_ERROR).metricDataResults().get(0);

        assertThat(result.statusCodeAsString()).isEqualTo("InternalError");
        assertThat(result.values()).containsExactly(0.0, 1.0);
        assertThat(result.messages()).hasSize(1);
    }

    @Test
    void aForbiddenResultIsEmpty() {
        MetricDataResult result =
                altered(Alteration.FORBIDDEN).metricDataResults().get(0);

        assertThat(result.statusCodeAsString()).isEqualTo("Forbidden");
        assertThat(result.values()).isEmpty();
    }

    @Test
    void partialDataWithoutATokenHasNoRest() {
        GetMetricDataResponse response = altered(Alteration.PARTIAL_WITHOUT_TOKEN);

        assertThat(response.metricDataResults().get(0).statusCodeAsString()).isEqualTo("PartialData");
        assertThat(response.metricDataResults().get(0).values()).containsExactly(0.0, 1.0);
        assertThat(response.nextToken()).isNull();
    }

    @Test
    void partialDataWithATokenHasARest() {
        GetMetricDataResponse first = altered(Alteration.PARTIAL_WITH_TOKEN);
        GetMetricDataResponse second = served.call(call -> call.nextToken(first.nextToken()));

        assertThat(first.metricDataResults().get(0).values()).containsExactly(0.0, 1.0, 2.0);
        assertThat(first.metricDataResults().get(0).statusCodeAsString()).isEqualTo("PartialData");
        assertThat(second.metricDataResults().get(0).values()).containsExactly(3.0, 4.0);
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void aRepeatedTokenLeadsToItself() {
        served.standIn.faults().next(GET_METRIC_DATA, 2, Fault.altered(Alteration.REPEATED_TOKEN));

        String first = served.call(call -> {}).nextToken();
        String second = served.call(call -> call.nextToken(first)).nextToken();

        assertThat(first).isNotNull();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void latePointsAreThereOnTheSecondRead() {
        served.standIn.faults().next(GET_METRIC_DATA, Fault.altered(Alteration.LATE_POINTS));

        assertThat(good().values()).containsExactly(0.0, 1.0, 2.0);
        assertThat(good().values()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void theLatestPointsAreLateInAnyOrder() {
        served.standIn.faults().next(GET_METRIC_DATA, Fault.altered(Alteration.LATE_POINTS));

        assertThat(served.result(call -> call.scanBy("TimestampDescending")).values())
                .containsExactly(2.0, 1.0, 0.0);
    }

    @Test
    void anEmptyResultIsComplete() {
        MetricDataResult result = altered(Alteration.EMPTY).metricDataResults().get(0);

        assertThat(result.values()).isEmpty();
        assertThat(result.statusCodeAsString()).isEqualTo("Complete");
    }

    @Test
    void theScriptNamesRequestsByNumber() {
        good();
        served.standIn.faults().on(GET_METRIC_DATA, 3, Fault.throttling()).on(LIST_METRICS, 1, Fault.accessDenied());

        good();
        assertThatThrownBy(this::good).hasMessageContaining("Rate exceeded");
        good();
        assertThatThrownBy(served.client::listMetrics).hasMessageContaining("not authorized");
    }

    @Test
    void someFaultsLastUntilTheyAreCleared() {
        served.standIn.faults().always(GET_METRIC_DATA, Fault.serverError(500));

        assertThatThrownBy(this::good).hasMessageContaining("Internal failure");
        assertThatThrownBy(this::good).hasMessageContaining("Internal failure");
        served.standIn.faults().clear();
        assertThat(good().values()).hasSize(5);
    }

    @Test
    void faultsOfOneCallerSpareTheOthers() {
        served.standIn.faults().of("AKIAOTHER").always(GET_METRIC_DATA, Fault.accessDenied());
        assertThat(good().values()).hasSize(5);

        served.standIn.faults().of(CloudWatchStandIn.USER).next(GET_METRIC_DATA, Fault.throttling());
        assertThatThrownBy(this::good).hasMessageContaining("Rate exceeded");
    }

    private MetricDataResult good() {
        return served.result(call -> {});
    }

    private GetMetricDataResponse altered(Alteration how) {
        served.standIn.faults().next(GET_METRIC_DATA, Fault.altered(how));
        return served.call(call -> {});
    }
}
