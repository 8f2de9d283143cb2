package dev.culprit.extract.memory.promql;

import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.KeyStoreFile;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that say where a server is, and as whom it is asked. */
public final class ServerKeys {
    private ServerKeys() {}

    /** A server at the key {@code url}. */
    public static PrometheusServer bind(String environment, SourceKeys keys) {
        @Nullable String url = keys.optional("url", PrometheusServer::parseUrl);
        if (url == null) {
            keys.text("url"); // is missing
        }
        @Nullable String token = keys.optionalText("bearer-token");
        @Nullable
        String username = keys.optional(
                "username",
                text -> fitting(text, token == null, "must not stand beside bearer-token: give one of them"));
        @Nullable
        String password = keys.optional(
                "password", text -> fitting(text, username != null || token != null, "needs a username beside it"));
        if (username != null && token == null && password == null) {
            keys.text("password"); // is missing
        }
        @Nullable String keyStore = keys.optionalText("key-store");
        @Nullable
        String keyStorePassword = keys.optional(
                "key-store-password", text -> fitting(text, keyStore != null, "needs a key-store beside it"));
        return new PrometheusServer(
                environment,
                url == null ? "" : url,
                credentials(token, username, password),
                keys.texts("headers"),
                keys.texts("matchers"),
                keyStore == null ? null : new KeyStoreFile(keyStore, keyStorePassword == null ? "" : keyStorePassword),
                limits(keys, QueryLimits.DEFAULT));
    }

    private static String fitting(String text, boolean fits, String otherwise) {
        if (!fits) {
            throw new IllegalArgumentException(otherwise);
        }
        return text;
    }

    private static Credentials credentials(
            @Nullable String token, @Nullable String username, @Nullable String password) {
        if (token != null) {
            return new Credentials.Bearer(token);
        }
        return username == null
                ? new Credentials.None()
                : new Credentials.Basic(username, password == null ? "" : password);
    }

    /** A workspace of Amazon Managed Service for Prometheus. */
    public static PrometheusServer workspace(String environment, SourceKeys keys, SourceKeys around) {
        String region = keys.text("region");
        String workspace = keys.text("workspace");
        @Nullable String endpoint = keys.optional("endpoint", PrometheusServer::parseUrl);
        return new PrometheusServer(
                environment,
                (endpoint == null ? "https://aps-workspaces.%s.amazonaws.com".formatted(region) : endpoint)
                        + "/workspaces/" + workspace,
                new Credentials.AwsSignature(
                        region,
                        Credentials.WORKSPACES,
                        keys.optionalText("role-arn"),
                        keys.optionalText("external-id")),
                around.texts("headers"),
                around.texts("matchers"),
                null,
                limits(around, QueryLimits.WORKSPACE));
    }

    /** CloudWatch's PromQL, of one cluster. */
    public static PrometheusServer cloudWatch(String environment, SourceKeys keys, SourceKeys around) {
        String region = keys.text("region");
        @Nullable String endpoint = keys.optional("endpoint", PrometheusServer::parseUrl);
        @Nullable Long step = keys.optional("step-minutes", ServerKeys::minutes);
        Map<String, String> matchers = new HashMap<>(around.texts("matchers"));
        matchers.put("@resource.k8s.cluster.name", keys.text("cluster"));
        QueryLimits limits = limits(around, QueryLimits.CLOUDWATCH);
        return new PrometheusServer(
                environment,
                endpoint == null ? "https://monitoring.%s.amazonaws.com".formatted(region) : endpoint,
                new Credentials.AwsSignature(
                        region,
                        Credentials.CLOUDWATCH,
                        keys.optionalText("role-arn"),
                        keys.optionalText("external-id")),
                around.texts("headers"),
                matchers,
                null,
                step == null ? limits : limits.withStep(Duration.ofMinutes(step)));
    }

    /** An hour has a whole number of them. */
    private static Long minutes(String text) {
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) == 0 || 60 % Integer.parseInt(text) != 0) {
            throw new IllegalArgumentException("must be 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60");
        }
        return Long.valueOf(text);
    }

    private static QueryLimits limits(SourceKeys keys, QueryLimits usual) {
        @Nullable Long maxSamples = keys.optional("max-samples", ServerKeys::positive);
        @Nullable Long perSecond = keys.optional("requests-per-second", ServerKeys::positive);
        @Nullable Long atOnce = keys.optional("requests-at-once", ServerKeys::positive);
        return usual.withMaxSamples(maxSamples)
                .withPace(
                        perSecond == null ? usual.requestsPerSecond() : perSecond,
                        atOnce == null ? usual.requestsAtOnce() : (int) Math.min(100, atOnce));
    }

    private static Long positive(String text) {
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) == 0) {
            throw new IllegalArgumentException("must be a whole number above 0");
        }
        return Long.valueOf(text);
    }
}
