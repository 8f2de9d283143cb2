package dev.culprit.extract.memory.metricstream;

import java.time.Instant;

/** Writes lines as a metric stream does. */
public final class StreamLine {
    public static final String CLUSTER = "eks-prod";

    private StreamLine() {}

    public static String percent(String pod, String container, String time, double percent) {
        return line("container_memory_utilization_over_container_limit", container(pod, container), time, percent, 1);
    }

    public static String limit(String pod, String container, String time, double bytes) {
        return line("container_memory_limit", container(pod, container), time, bytes, 1);
    }

    public static String workingSet(String pod, String time, double bytes) {
        return line("pod_memory_working_set", pod(pod), time, bytes, 1);
    }

    /** @param sum over the samples, as JSON number */
    public static String line(String metric, String dimensions, String time, Object sum, Object samples) {
        return line("ContainerInsights", metric, dimensions, Instant.parse(time).toEpochMilli(), sum, samples);
    }

    public static String line(
            String namespace, String metric, String dimensions, Object timestamp, Object sum, Object samples) {
        return ("{\"metric_stream_name\":\"s\",\"account_id\":\"1\",\"region\":\"us-west-2\",\"namespace\":\"%s\","
                        + "\"metric_name\":\"%s\",\"dimensions\":%s,\"timestamp\":%s,"
                        + "\"value\":{\"max\":1.0,\"min\":1.0,\"sum\":%s,\"count\":%s},\"unit\":\"None\"}\n")
                .formatted(namespace, metric, dimensions, timestamp, sum, samples);
    }

    public static String container(String pod, String container) {
        return "{\"ClusterName\":\"%s\",\"ContainerName\":\"%s\",\"FullPodName\":\"%s\",\"Namespace\":\"web\",\"PodName\":\"%s\"}"
                .formatted(CLUSTER, container, pod, workload(pod));
    }

    public static String pod(String pod) {
        return "{\"ClusterName\":\"%s\",\"FullPodName\":\"%s\",\"Namespace\":\"web\",\"PodName\":\"%s\"}"
                .formatted(CLUSTER, pod, workload(pod));
    }

    public static String workload(String pod) {
        return pod.substring(0, pod.indexOf('-'));
    }
}
