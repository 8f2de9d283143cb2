package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Who gets in, and to which metrics. */
class IdentitiesTest {
    private static final String ROLE = "arn:aws:iam::222222222222:role/culprit";
    private static final Site TEST = new Site("222222222222", "eu-west-1");

    @RegisterExtension
    final Served served = new Served();

    @Test
    void aRoleReadsItsOwnAccountsMetrics() {
        served.standIn.role(ROLE, "shared secret");
        served.standIn.store(TEST).put(LIMIT, "Bytes", at("10:00"), 1);

        AssumeRoleResponse assumed = assume("shared secret");

        assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::222222222222:assumed-role/culprit/test");
        assertThat(assumed.credentials().expiration()).isAfter(Instant.now());
        assertThat(series(session(assumed.credentials()), "eu-west-1")).isEqualTo(1);
        assertThat(served.client.listMetrics().metrics()).isEmpty();
        assertThat(served.standIn.billing().of(ROLE).calls())
                .extracting(Billing.Call::operation, Billing.Call::status)
                .containsExactly(tuple(Operation.ASSUME_ROLE, 200), tuple(Operation.LIST_METRICS, 200));
    }

    @Test
    void aRoleIsKeptFromStrangers() {
        served.standIn.role(ROLE, "shared secret");

        assertRefused("AccessDenied", () -> assume("guessed"));
        assertRefused("AccessDenied", () -> assume(null));
        served.standIn.faults().next(Operation.ASSUME_ROLE, Fault.serverError(503));
        assertRefused("ServiceUnavailable", () -> assume("shared secret"));
        assertThat(assume("shared secret").credentials()).isNotNull();
    }

    @Test
    void anUnknownRoleCannotBeAssumed() {
        assertRefused("AccessDenied", () -> assume(null));
    }

    @Test
    void aSessionWithoutItsTokenIsRefused() {
        served.standIn.role(ROLE, null).store(TEST);
        Credentials session = assume(null).credentials();

        assertRefused(
                "InvalidClientTokenId",
                () -> series(
                        AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey()), "eu-west-1"));
    }

    @Test
    void tokensOfAnotherSessionAreRefused() {
        served.standIn.role(ROLE, null).store(TEST);
        Credentials one = assume(null).credentials();
        Credentials other = assume(null).credentials();

        assertRefused(
                "InvalidClientTokenId",
                () -> series(
                        AwsSessionCredentials.create(one.accessKeyId(), one.secretAccessKey(), other.sessionToken()),
                        "eu-west-1"));
    }

    @Test
    void unknownKeysAreRefused() {
        assertRefused(
                "InvalidClientTokenId", () -> series(AwsBasicCredentials.create("AKIAOTHER", "any"), "us-west-2"));
        served.standIn.user("AKIAOTHER", Site.DEFAULT.account());
        assertThat(series(AwsBasicCredentials.create("AKIAOTHER", "any"), "us-west-2"))
                .isZero();
    }

    @Test
    void aRegionWithoutMetricsOfTheAccountIsRefused() {
        served.standIn.role(ROLE, null).store(TEST);
        AwsCredentials session = session(assume(null).credentials());

        assertThat(series(session, "eu-west-1")).isZero();
        assertRefused("SignatureDoesNotMatch", () -> series(session, "us-west-2"));
    }

    @Test
    void expiredSessionsAreRefusedAndTheRoleCanBeAssumedAnew() {
        served.standIn.role(ROLE, null).store(TEST);
        AwsCredentials session = session(assume(null).credentials());

        served.standIn.expireSessions();

        assertRefused("ExpiredToken", () -> series(session, "eu-west-1"));
        assertThat(series(session(assume(null).credentials()), "eu-west-1")).isZero();
    }

    @Test
    void aWrongClockSpoilsTheSignature() {
        Clock early = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6));
        try (CloudWatchStandIn other =
                        CloudWatchStandIn.builder().callersClock(early).start();
                CloudWatchClient client = Clients.cloudWatch(other.endpoint())) {
            assertRefused("SignatureDoesNotMatch", client::listMetrics);
        }
    }

    private AssumeRoleResponse assume(@Nullable String externalId) {
        try (StsClient sts = Clients.sts(served.standIn.endpoint())) {
            return sts.assumeRole(
                    call -> call.roleArn(ROLE).roleSessionName("test").externalId(externalId));
        }
    }

    private int series(AwsCredentials credentials, String region) {
        try (CloudWatchClient client = Clients.cloudWatch(served.standIn.endpoint(), credentials, region)) {
            return client.listMetrics().metrics().size();
        }
    }

    private static AwsCredentials session(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo(code));
    }
}
