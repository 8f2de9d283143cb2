package dev.culprit.extract.memory.insights;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What runs the containers: it decides on the namespace, the metrics and their dimensions. */
public enum Platform {
    /** Kubernetes, as the CloudWatch agent and the EKS add-on measure it. */
    EKS("ContainerInsights"),
    /** ECS on EC2 or Fargate: a service is the workload, a task the pod. */
    ECS("ECS/ContainerInsights");

    private final String namespace;

    Platform(String namespace) {
        this.namespace = namespace;
    }

    /** @throws IllegalArgumentException that says which words there are */
    public static Platform named(String word) {
        return Arrays.stream(values())
                .filter(platform -> platform.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be " + Arrays.stream(values()).map(Platform::word).collect(Collectors.joining(" or "))));
    }

    /** Whose metrics the namespace of CloudWatch holds, null where it is none of these. */
    public static @Nullable Platform of(String namespace) {
        for (Platform platform : values()) {
            if (platform.namespace.equals(namespace)) {
                return platform;
            }
        }
        return null;
    }

    /** The word for it in configuration and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** CloudWatch's. */
    public String namespace() {
        return namespace;
    }
}
