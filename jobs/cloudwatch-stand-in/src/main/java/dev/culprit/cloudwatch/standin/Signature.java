package dev.culprit.cloudwatch.standin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request's Signature Version 4 claims. That the signature itself is right is not looked at: the secret of a
 * credential leaves the SDK together with its key.
 *
 * @param token of a session, null for a user's own key
 */
record Signature(
        String accessKey,
        String region,
        String service,
        Instant time,
        @Nullable String token) {
    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 "
            + "Credential=(?<key>\\w+)/(?<date>\\d{8})/(?<region>[a-z0-9-]+)/(?<service>\\w+)/aws4_request, ?"
            + "SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=[0-9a-f]{64}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static Signature of(Map<String, List<String>> headers) {
        String authorization = CborProtocol.first(headers, "Authorization");
        String time = CborProtocol.first(headers, "X-amz-date");
        if (authorization == null || time == null) {
            throw Refusal.forbidden("MissingAuthenticationToken", "Missing Authentication Token");
        }
        Matcher claims = AUTHORIZATION.matcher(authorization);
        if (!claims.matches() || !time.startsWith(claims.group("date"))) {
            throw Refusal.forbidden("IncompleteSignature", "Authorization or X-Amz-Date is malformed");
        }
        String token = CborProtocol.first(headers, "X-amz-security-token");
        if (token != null && !List.of(claims.group("headers").split(";")).contains("x-amz-security-token")) {
            throw Refusal.forbidden("SignatureDoesNotMatch", "X-Amz-Security-Token is not signed");
        }
        return new Signature(
                claims.group("key"), claims.group("region"), claims.group("service"), instant(time), token);
    }

    private static Instant instant(String time) {
        try {
            return TIME.parse(time, Instant::from);
        } catch (DateTimeException bad) {
            throw Refusal.forbidden("IncompleteSignature", "X-Amz-Date is malformed");
        }
    }
}
