package dev.culprit.prometheus.client;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.prometheus.server.Credentials.AwsSignature;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Signs requests as AWS wants them, by the SDK's own signer: exactly what is sent. */
final class RequestSigner {
    /** How the SDK begins when none of its sources has credentials; it goes on with all their names. */
    private static final String NOBODY = "Unable to load credentials from any of the providers";

    private static final int LONGEST_SESSION = 64;

    private final AwsSignature as;
    private final String environment;
    private final AwsCredentialsProvider provider;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    RequestSigner(AwsSignature as, String environment) {
        this.as = as;
        this.environment = environment;
        this.provider = provider(as, environment);
    }

    private static AwsCredentialsProvider provider(AwsSignature as, String environment) {
        if (as.roleArn() == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        StsClient sts = StsClient.builder()
                .region(Region.of(as.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        String session = "culprit-" + environment;
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(as.roleArn())
                        .externalId(as.externalId())
                        .roleSessionName(session.substring(0, Math.min(LONGEST_SESSION, session.length()))))
                .build();
    }

    /**
     * The headers to send with a request, its own among them.
     *
     * @throws CulpritException without credentials
     */
    Map<String, List<String>> sign(String method, URI uri, Map<String, String> headers, byte[] body) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.fromValue(method));
        headers.forEach(request::putHeader);
        try {
            var identity = provider.resolveCredentials();
            Secrets.add(identity.secretAccessKey());
            var signed = signer.sign(sign -> sign.identity(identity)
                    .request(request.build())
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, as.service())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, as.region()));
            return new LinkedHashMap<>(signed.request().headers());
        } catch (RuntimeException failure) {
            String message = String.valueOf(failure.getMessage());
            String reason;
            if (message.startsWith(NOBODY)) {
                reason = "no AWS credentials: log in, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or run where a role is"
                        + " given";
            } else if (as.roleArn() == null) {
                reason = "AWS credentials cannot be used: %s: log in again, or set AWS_PROFILE to others"
                        .formatted(Text.printable(Secrets.masked(message), 300));
            } else {
                reason = Text.printable(Secrets.masked(message), 300);
            }
            throw new CulpritException(
                    "environment %s: %s%s"
                            .formatted(
                                    environment,
                                    as.roleArn() == null
                                            ? ""
                                            : "role-arn %s cannot be assumed: "
                                                    .formatted(Text.printable(as.roleArn(), 200)),
                                    reason),
                    failure);
        }
    }
}
