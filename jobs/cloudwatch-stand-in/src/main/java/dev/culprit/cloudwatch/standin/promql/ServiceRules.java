package dev.culprit.cloudwatch.standin.promql;

/**
 * What a service refuses and cuts.
 *
 * @param name in signatures
 * @param prefix of its paths
 * @param exactNames whether each selector must name its metric
 * @param ranges whether ranges of samples are known to be answered
 * @param statistics whether it takes {@code stats} and tells what was read
 * @param dollarsPerSample its price, a copy of others
 */
record ServiceRules(
        String name,
        String prefix,
        ServiceLimits limits,
        boolean exactNames,
        boolean ranges,
        boolean statistics,
        double dollarsPerSample) {
    static ServiceRules cloudWatch(ServiceLimits limits) {
        return new ServiceRules("monitoring", "", limits, true, false, false, 0.01 / 1e6);
    }

    static ServiceRules workspace(String id, ServiceLimits limits) {
        return new ServiceRules("aps", "/workspaces/" + id, limits, false, true, true, 0.10 / 1e9);
    }
}
