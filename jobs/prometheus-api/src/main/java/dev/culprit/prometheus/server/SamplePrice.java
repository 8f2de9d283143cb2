package dev.culprit.prometheus.server;

/**
 * What Amazon's services take for samples that a query reads, in US dollars. Others have copied these from the price pages; no
 * bill has confirmed them: docs/costs.md.
 */
public final class SamplePrice {
    private static final double CLOUDWATCH = 0.01 / 1e6;
    private static final double WORKSPACES = 0.10 / 1e9;

    private SamplePrice() {}

    /** Of one sample; 0 where nobody sends a bill. */
    public static double of(PrometheusServer server) {
        if (!server.isBilled()) {
            return 0;
        }
        return server.isCloudWatch() ? CLOUDWATCH : WORKSPACES;
    }
}
