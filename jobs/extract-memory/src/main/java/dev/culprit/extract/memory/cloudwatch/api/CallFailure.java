package dev.culprit.extract.memory.cloudwatch.api;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what the SDK throws on one line: what, where, and how to mend it. */
final class CallFailure {
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "IncompleteSignature");

    /** How the SDK begins when none of its sources has credentials; it goes on with all their names. */
    private static final String NOBODY = "Unable to load credentials from any of the providers";

    private CallFailure() {}

    static CulpritException of(Connection connection, String operation, RuntimeException failure) {
        return new CulpritException(
                "environment %s: CloudWatch's %s in %s failed: %s: %s"
                        .formatted(
                                connection.environment(),
                                operation,
                                connection.region(),
                                describe(failure),
                                hint(failure)),
                failure);
    }

    static CulpritException ofCredentials(Connection connection, RuntimeException failure) {
        String role = connection.access().roleArn();
        String whose =
                role == null ? "" : "memory.role-arn %s cannot be assumed: ".formatted(Text.printable(role, 200));
        String reason;
        if (String.valueOf(failure.getMessage()).startsWith(NOBODY)) {
            reason = "no AWS credentials: log in, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or run where a role is given";
        } else if (role == null) {
            reason = "AWS credentials cannot be used: %s: log in again, or set AWS_PROFILE to others"
                    .formatted(describe(failure));
        } else {
            reason = "%s: correct it, memory.external-id or the role's trust policy".formatted(describe(failure));
        }
        return new CulpritException("environment %s: %s%s".formatted(connection.environment(), whose, reason), failure);
    }

    private static String describe(RuntimeException failure) {
        if (failure instanceof AwsServiceException refusal) {
            String code = codeOf(refusal);
            String message = refusal.awsErrorDetails() == null
                    ? null
                    : refusal.awsErrorDetails().errorMessage();
            return "%s%s (HTTP status %d)"
                    .formatted(
                            code == null ? "refused" : Text.printable(code, 80),
                            message == null ? "" : ", " + Text.printable(message, 300),
                            refusal.statusCode());
        }
        return Text.printable(String.valueOf(failure.getMessage()), 300);
    }

    private static @Nullable String codeOf(AwsServiceException refusal) {
        return refusal.awsErrorDetails() == null
                ? null
                : refusal.awsErrorDetails().errorCode();
    }

    private static String hint(RuntimeException failure) {
        if (!(failure instanceof AwsServiceException refusal)) {
            return failure instanceof SdkException
                    ? "check the network, the region and AWS_ENDPOINT_URL_CLOUDWATCH, and run again"
                    : "the answer is none of CloudWatch's: check the proxy and AWS_ENDPOINT_URL_CLOUDWATCH";
        }
        String code = codeOf(refusal);
        if (refusal.isThrottlingException()) {
            return "others use the account's quota too: lower memory.calls-per-second and memory.points-per-second, or run again later";
        }
        if (refusal.isClockSkewException()
                || "RequestExpired".equals(code)
                || "InvalidSignatureException".equals(code)) {
            return "set this machine's clock";
        }
        if (code != null && CREDENTIALS.contains(code)) {
            return "renew the credentials and run again";
        }
        if (refusal.statusCode() == 403) {
            return "grant cloudwatch:ListMetrics and cloudwatch:GetMetricData, see docs/sources/cloudwatch.md";
        }
        if (refusal.statusCode() == 404) {
            return "this is not CloudWatch: check the region, the proxy and AWS_ENDPOINT_URL_CLOUDWATCH";
        }
        return refusal.statusCode() >= 500 ? "run again later" : "see docs/sources/cloudwatch.md";
    }
}
