package dev.culprit.extract.memory.cloudwatch.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call of GetMetricData asks for: the unit that is complete or not, and is paid for once. */
public record MetricCall(Window window, List<SeriesQuery> queries) {
    public MetricCall {
        queries = List.copyOf(queries);
        if (queries.isEmpty() || queries.size() > window.queriesPerCall()) {
            throw new IllegalArgumentException(
                    "%d queries of %d points each are no single page".formatted(queries.size(), window.points()));
        }
    }

    /** The fewest calls that fetch all queries, each answered with one page. */
    public static List<MetricCall> covering(Window window, List<SeriesQuery> queries) {
        List<MetricCall> calls = new ArrayList<>();
        for (int from = 0; from < queries.size(); from += window.queriesPerCall()) {
            calls.add(new MetricCall(
                    window, queries.subList(from, Math.min(queries.size(), from + window.queriesPerCall()))));
        }
        return calls;
    }

    /** The most points that the answer can hold. */
    int points() {
        return window.points() * queries.size();
    }

    /**
     * A name for the call, the same in every run that asks the same of the same account.
     *
     * @param role the assumed one, or null
     * @param account that a monitoring account is asked for, or null
     */
    public String key(String region, @Nullable String role, @Nullable String account) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    (region + "\n" + role + "\n" + account + "\n" + window + "\n").getBytes(StandardCharsets.UTF_8));
            for (SeriesQuery query : queries) {
                digest.update((query + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
