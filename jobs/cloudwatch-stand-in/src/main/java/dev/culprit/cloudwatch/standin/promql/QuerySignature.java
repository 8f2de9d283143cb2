package dev.culprit.cloudwatch.standin.promql;

import com.sun.net.httpserver.HttpExchange;
import dev.culprit.cloudwatch.standin.CloudWatchStandIn;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Checks a request's signature by making it anew, so that what was altered on its way is found. */
final class QuerySignature {
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 "
            + "Credential=(?<key>\\w+)/(?<date>\\d{8})/(?<region>[a-z0-9-]+)/(?<service>\\w+)/aws4_request, ?"
            + "SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String TOKEN = "x-amz-security-token";
    /** Made by the signer itself. */
    private static final List<String> MADE = List.of("host", "x-amz-date", "x-amz-content-sha256", TOKEN);

    private QuerySignature() {}

    /** @param sts whose sessions alone are let in; null for the one user */
    static void verify(
            HttpExchange exchange, byte[] body, String service, String region, @Nullable CloudWatchStandIn sts) {
        Matcher claims = AUTHORIZATION.matcher(header(exchange, "Authorization"));
        if (!claims.matches()) {
            throw PromqlRefusal.forbidden("Missing Authentication Token");
        }
        if (!claims.group("service").equals(service) || !claims.group("region").equals(region)) {
            throw PromqlRefusal.forbidden(
                    "Credential should be scoped to correct service: '%s' and region '%s'.".formatted(service, region));
        }
        AwsCredentialsIdentity identity = identity(exchange, claims.group("key"), sts);
        List<String> signed = List.of(claims.group("headers").split(";"));
        if (!signed.contains("host") || (body.length > 0 && !signed.contains("content-type"))) {
            throw PromqlRefusal.forbidden("host and content-type must be signed");
        }
        Instant time = time(header(exchange, "X-Amz-Date"));
        if (Duration.between(time, Instant.now()).abs().compareTo(TOLERANCE) > 0) {
            throw PromqlRefusal.forbidden("Signature expired: " + time);
        }
        if (sts != null && !signed.contains(TOKEN)) {
            throw PromqlRefusal.forbidden("the security token must be signed");
        }
        if (!signature(exchange, body, signed, time, identity, service, region).equals(claims.group("signature"))) {
            throw PromqlRefusal.forbidden(
                    "The request signature we calculated does not match the signature you provided.");
        }
    }

    private static AwsCredentialsIdentity identity(HttpExchange exchange, String key, @Nullable CloudWatchStandIn sts) {
        String token = header(exchange, TOKEN);
        if (sts == null && key.equals(PromqlStandIn.USER) && token.isEmpty()) {
            return AwsCredentialsIdentity.create(PromqlStandIn.USER, PromqlStandIn.SECRET);
        }
        @Nullable String secret = sts == null ? null : sts.sessionSecret(key, token);
        if (secret == null) {
            throw PromqlRefusal.forbidden("The security token included in the request is invalid.");
        }
        return AwsSessionCredentialsIdentity.create(key, secret, token);
    }

    private static String signature(
            HttpExchange exchange,
            byte[] body,
            List<String> signed,
            Instant time,
            AwsCredentialsIdentity identity,
            String service,
            String region) {
        URI uri = URI.create("http://" + header(exchange, "Host") + exchange.getRequestURI());
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.fromValue(exchange.getRequestMethod()));
        for (String name : signed) {
            if (!MADE.contains(name)) {
                request.putHeader(name, header(exchange, name));
            }
        }
        String anew = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElse("");
        Matcher claims = AUTHORIZATION.matcher(anew);
        return claims.matches() ? claims.group("signature") : "";
    }

    private static Instant time(String text) {
        try {
            return TIME.parse(text, Instant::from);
        } catch (DateTimeException bad) {
            throw PromqlRefusal.forbidden("X-Amz-Date is malformed");
        }
    }

    private static String header(HttpExchange exchange, String name) {
        @Nullable String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
