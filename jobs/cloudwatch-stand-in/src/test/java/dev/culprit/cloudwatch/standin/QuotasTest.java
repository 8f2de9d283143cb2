package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;

class QuotasTest {
    private final FakeClock time = FakeClock.at("2026-11-18T12:00:00Z");

    @RegisterExtension
    final Served served = new Served(builder -> builder.quotas(time, 2, 10, 1));

    @Test
    void callsBeyondTheQuotaAreThrottledUntilTimeHasPassed() {
        call();
        call();
        assertThrottled(this::call);

        time.advance(Duration.ofMillis(500));
        call();
        assertThrottled(this::call);
        time.advance(Duration.ofHours(1));
        call();
        call();
        assertThrottled(this::call);
    }

    @Test
    void pointsBeyondTheQuotaAreThrottledAndNotBilled() {
        served.minutes(LIMIT, 6);

        call();
        assertThrottled(this::call);
        assertThat(served.standIn.billing().metrics()).isEqualTo(1);
        assertThat(served.standIn.billing().points()).isEqualTo(6);

        time.advance(Duration.ofMillis(500));
        call();
    }

    @Test
    void listingsHaveAQuotaOfTheirOwn() {
        served.client.listMetrics();
        assertThrottled(served.client::listMetrics);
        call();
    }

    @Test
    void sitesDoNotShareAQuota() {
        served.standIn.user("AKIAOTHER", "222222222222").store(new Site("222222222222", "us-west-2"));
        served.client.listMetrics();

        try (CloudWatchClient other = Clients.cloudWatch(
                served.standIn.endpoint(), AwsBasicCredentials.create("AKIAOTHER", "any"), "us-west-2")) {
            assertThat(other.listMetrics().metrics()).isEmpty();
        }
    }

    private void call() {
        served.call(call -> call.endTime(at("10:30")));
    }

    private static void assertThrottled(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        refusal -> assertThat(refusal.isThrottlingException()).isTrue());
    }
}
