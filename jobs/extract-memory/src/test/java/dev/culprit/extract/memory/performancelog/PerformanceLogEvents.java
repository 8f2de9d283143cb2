package dev.culprit.extract.memory.performancelog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Events with the fields of the user guide's "Container Insights performance log events", and of enhanced observability. */
public final class PerformanceLogEvents {
    private PerformanceLogEvents() {}

    public static String eks(Instant time, long workingSet) {
        return container(time, workingSet)
                .formatted(
                        "\"container_memory_limit\":67108864,\"container_memory_utilization_over_container_limit\":1.5,"
                                + "\"container_status\":\"Running\",\"number_of_container_restarts\":0,");
    }

    public static String nativeSidecar(Instant time, long workingSet) {
        return container(time, workingSet).formatted("");
    }

    private static String container(Instant time, long workingSet) {
        return "{\"AutoScalingGroupName\":\"eks-workers\",\"ClusterName\":\"eks-prod\",\"InstanceId\":\"i-0c47\","
                + "\"InstanceType\":\"m5.large\",\"Namespace\":\"web\",\"NodeName\":\"ip-10-0-0-1.ec2.internal\","
                + "\"PodName\":\"wp-proxy\",\"Sources\":[\"cadvisor\",\"pod\",\"calculated\"],"
                + "\"Timestamp\":\"" + time.toEpochMilli() + "\",\"Type\":\"Container\",\"Version\":\"0\",%s"
                + "\"container_memory_cache\":1,\"container_memory_rss\":1,\"container_memory_utilization\":0.5,"
                + "\"container_memory_working_set\":" + workingSet + ","
                + "\"kubernetes\":{\"container_name\":\"istio-proxy\",\"containerd\":{\"container_id\":\"c1\"},"
                + "\"host\":\"ip-10-0-0-1.ec2.internal\",\"namespace_name\":\"web\","
                + "\"pod_name\":\"wp-proxy-7d9c5b6f4-k2x8p\"}}";
    }

    public static String ecs(Instant time, long megabytes) {
        return "{\"Version\":\"0\",\"Type\":\"Container\",\"ContainerName\":\"sleep\","
                + "\"TaskId\":\"7ac4dfba69214411b4783a3b8189c9ba\",\"TaskDefinitionFamily\":\"sleep360\","
                + "\"TaskDefinitionRevision\":\"1\",\"ClusterName\":\"MyCluster\",\"Image\":\"busybox\","
                + "\"ContainerKnownStatus\":\"RUNNING\",\"Timestamp\":" + time.toEpochMilli()
                + ",\"CpuUtilized\":0.0,\"MemoryUtilized\":" + megabytes + ",\"MemoryReserved\":10}";
    }

    /** As a subscription sends them. */
    public static String message(String... events) {
        ObjectNode message = new ObjectMapper().createObjectNode();
        message.put("messageType", "DATA_MESSAGE")
                .put("owner", "111111111111")
                .put("logGroup", "/aws/containerinsights/eks-prod/performance");
        for (String event : events) {
            message.withArray("logEvents").addObject().put("id", "1").put("message", event);
        }
        return message.toString();
    }
}
