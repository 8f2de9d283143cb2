package dev.culprit.cloudwatch.standin.promql;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that a Prometheus server gives to what it scrapes, and sends to a workspace: where an exporter has labels of these
 * names itself, its own begin with {@code exported_}, as without {@code honor_labels}.
 *
 * @param target the labels of the target, {@code job} and {@code instance} among them
 */
record PrometheusLabels(Map<String, String> target) implements SeriesLabels {
    static PrometheusLabels ofPod(String cluster, String namespace, String pod, String container) {
        return new PrometheusLabels(Map.of(
                "cluster", cluster,
                "namespace", namespace,
                "pod", pod,
                "container", container,
                "job", "pods",
                "instance", pod + ":15090"));
    }

    /** Of cAdvisor and kube-state-metrics, whose own labels are honoured. */
    static PrometheusLabels ofKubernetes(String cluster) {
        return new PrometheusLabels(Map.of("cluster", cluster, "job", "kubernetes", "instance", "collector:8080"));
    }

    @Override
    public Map<String, String> around(Map<String, String> exposed) {
        Map<String, String> all = new TreeMap<>(target);
        exposed.forEach((name, value) -> all.put(target.containsKey(name) ? "exported_" + name : name, value));
        return all;
    }
}
