package dev.culprit.prometheus.server;

import dev.culprit.model.Secrets;
import java.io.Serializable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers Prometheus' HTTP API.
 *
 * @param environment for messages
 * @param url below which {@code api/v1} is, without a slash at its end
 * @param headers sent with each request, a tenant's among them
 * @param matchers labels that every series must have, as where several clusters are behind one server
 */
public record PrometheusServer(
        String environment,
        String url,
        Credentials credentials,
        Map<String, String> headers,
        Map<String, String> matchers,
        @Nullable KeyStoreFile keyStore,
        QueryLimits limits)
        implements Serializable {
    /** By hand: enough to tell a user's few tenants apart. */
    private static final int DIGEST_BYTES = 8;

    private static final List<String> TAILS = List.of("/query", "/api/v1", "/graph", "/");

    public PrometheusServer {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        matchers = Collections.unmodifiableMap(new TreeMap<>(matchers));
        headers.forEach((name, value) -> {
            if (Secrets.isSecret(name)) {
                Secrets.add(value);
            }
        });
    }

    /** A server that asks for nothing. */
    public static PrometheusServer open(String environment, String url) {
        return new PrometheusServer(
                environment, url, new Credentials.None(), Map.of(), Map.of(), null, QueryLimits.DEFAULT);
    }

    public PrometheusServer with(QueryLimits newLimits) {
        return new PrometheusServer(environment, url, credentials, headers, matchers, keyStore, newLimits);
    }

    /** Whether it is CloudWatch, whose PromQL has rules of its own: docs/sources/promql.md. */
    public boolean isCloudWatch() {
        return credentials instanceof Credentials.AwsSignature aws
                && aws.service().equals(Credentials.CLOUDWATCH);
    }

    /** Whether somebody sends a bill for what it is asked. */
    public boolean isBilled() {
        return credentials instanceof Credentials.AwsSignature;
    }

    /**
     * As whom it is asked, for who notes whose answers were kept: one URL can be that of many accounts and tenants. Of headers, which may be
     * secrets, a digest. Which account credentials without a role belong to is not known.
     */
    public String askedAs() {
        return headers.isEmpty() ? credentials.toString() : "%s, headers %s".formatted(credentials, digestOfHeaders());
    }

    private String digestOfHeaders() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            headers.forEach((name, value) -> {
                for (String text : List.of(name.toLowerCase(Locale.ROOT), value)) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                    digest.update(bytes);
                }
            });
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether a text is meant as a server's address, not as a path. */
    public static boolean isUrl(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /**
     * The address as people copy it, without what follows its root.
     *
     * @throws IllegalArgumentException where it is none; the message says what it must be
     */
    public static String parseUrl(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("must be a URL");
        }
        if (!isUrl(text) || uri.getHost() == null) {
            throw new IllegalArgumentException("must begin with http:// or https:// and a host");
        }
        if (uri.getUserInfo() != null) {
            Secrets.add(uri.getUserInfo());
            throw new IllegalArgumentException("must not hold a password: give username and password as keys");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must end before ? and #");
        }
        String path = uri.getRawPath();
        return text.substring(0, text.length() - path.length()) + withoutTails(path);
    }

    /** Of the path alone: a host may be called as a page is. */
    private static String withoutTails(String path) {
        for (String tail : TAILS) {
            if (path.endsWith(tail)) {
                return withoutTails(path.substring(0, path.length() - tail.length()));
            }
        }
        return path;
    }

    @Override
    public String toString() {
        return url;
    }
}
