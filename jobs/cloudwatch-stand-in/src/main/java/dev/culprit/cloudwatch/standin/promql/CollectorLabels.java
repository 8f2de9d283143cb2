package dev.culprit.cloudwatch.standin.promql;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that CloudWatch's agent, the account and the system add to a series ({@code CloudWatch-PromQL-Querying}, and the
 * agent's pipelines).
 *
 * @param agent version, which changes with every update of the add-on
 * @param scope the receiver's name
 */
public record CollectorLabels(
        String cluster, String namespace, String workload, String pod, String container, String agent, String scope)
        implements SeriesLabels {
    @Override
    public Map<String, String> around(Map<String, String> exposed) {
        Map<String, String> all = new TreeMap<>(exposed);
        all.put("@resource.k8s.cluster.name", cluster);
        all.put("@resource.k8s.namespace.name", namespace);
        all.put("@resource.k8s.pod.name", pod);
        all.put("@resource.k8s.container.name", container);
        all.put("@resource.k8s.workload.name", workload);
        all.put("@resource.k8s.workload.type", "Deployment");
        all.put("@resource.k8s.node.label.kubernetes.io/arch", "arm64");
        all.put("@instrumentation.@name", scope);
        all.put("@instrumentation.@version", agent);
        all.put("@aws.account", "111111111111");
        all.put("@aws.region", "us-west-2");
        all.put("__type__", "gauge");
        all.values().removeIf(String::isEmpty);
        return all;
    }

    public CollectorLabels updated(String newAgent) {
        return new CollectorLabels(cluster, namespace, workload, pod, container, newAgent, scope);
    }
}
