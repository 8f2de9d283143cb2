package dev.culprit.prometheus.cloudwatch;

import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels as CloudWatch has them: those of the exporter are bare, those of the resource begin with {@code @resource.}, and those
 * of the agent, the account and the system with others ({@code CloudWatch-PromQL-Querying}). An agent's update changes the agent's
 * for every series at once, so only bare ones make an identity.
 */
public final class ResourceLabels {
    static final String CLUSTER = "@resource.k8s.cluster.name";
    static final String NAMESPACE = "@resource.k8s.namespace.name";
    static final String WORKLOAD = "@resource.k8s.workload.name";
    static final String POD = "@resource.k8s.pod.name";
    static final String CONTAINER = "@resource.k8s.container.name";
    static final String JOB = "@resource.service.name";
    static final String INSTANCE = "@resource.service.instance.id";

    /** What tells whose a series is, where the collector knows of pods. */
    static final List<String> OF_PODS = List.of(CLUSTER, NAMESPACE, WORKLOAD, POD, CONTAINER, JOB, INSTANCE);

    private static final String DATAPOINT = "@datapoint.";
    private static final List<String> SYSTEM = List.of("__type__", "__unit__", "__temporality__");

    private ResourceLabels() {}

    /** The same names, behind those of resources. */
    public static SubjectLabels names(SubjectLabels labels) {
        return new SubjectLabels(
                labels.cluster(),
                behind(CLUSTER, labels.clusters()),
                behind(NAMESPACE, labels.namespaces()),
                behind(WORKLOAD, labels.workloads()),
                behind(POD, labels.pods()),
                behind(CONTAINER, labels.containers()));
    }

    private static List<String> behind(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    /** Where the collector knows of no pods: what the scraper was told to write tells. */
    static List<String> ofTargets(SubjectLabels labels) {
        List<String> all = new ArrayList<>(List.of(CLUSTER, JOB, INSTANCE, "job", "instance"));
        all.addAll(labels.clusters());
        all.addAll(labels.namespaces());
        all.addAll(labels.workloads());
        all.addAll(labels.pods());
        all.addAll(labels.containers());
        return all.stream().distinct().toList();
    }

    /**
     * The address that a group of series was scraped at, with the labels {@code job} and {@code instance} of Prometheus; the
     * latter is made up of the others where nothing tells it.
     */
    static Labels endpoint(Labels group) {
        TreeMap<String, String> labels = new TreeMap<>();
        for (int i = 0; i < group.size(); i++) {
            if (!group.name(i).equals(JOB) && !group.name(i).equals(INSTANCE)) {
                labels.put(group.name(i), group.value(i));
            }
        }
        StringBuilder made = new StringBuilder();
        labels.values().stream()
                .sorted()
                .forEach(value -> made.append(made.isEmpty() ? "" : "/").append(value));
        put(labels, "job", group.get(JOB));
        put(labels, "instance", group.get(INSTANCE));
        labels.putIfAbsent("instance", made.isEmpty() ? "none" : made.toString());
        return Labels.of(labels);
    }

    private static void put(Map<String, String> labels, String name, @Nullable String value) {
        if (value != null) {
            labels.putIfAbsent(name, value);
        }
    }

    /**
     * A series of cAdvisor or of kube-state-metrics by the labels that these have written; what they have not, the collector tells.
     */
    public static Labels ofKubernetes(Labels series) {
        TreeMap<String, String> labels = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            String name = bare(series.name(i));
            if (!name.isEmpty()) {
                labels.put(name, series.value(i));
            }
        }
        put(labels, "cluster", series.get(CLUSTER));
        put(labels, "namespace", series.get(NAMESPACE));
        put(labels, "pod", series.get(POD));
        put(labels, "container", series.get(CONTAINER));
        return Labels.of(labels);
    }

    /** A series as Prometheus would have stored it: the exporter's labels, the address', and the metric's name. */
    static Map<String, String> stored(Labels series, Labels endpoint) {
        TreeMap<String, String> stored = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            String name = bare(series.name(i));
            if (!name.isEmpty() && !isOfTheAddress(name, series.value(i), endpoint)) {
                stored.put(endpoint.get(name) == null ? name : "exported_" + name, series.value(i));
            }
        }
        for (int i = 0; i < endpoint.size(); i++) {
            stored.put(endpoint.name(i), endpoint.value(i));
        }
        return stored;
    }

    /** What a collector writes of the pod beside the exporter's own labels. */
    private static boolean isOfTheAddress(String name, String value, Labels endpoint) {
        @Nullable
        String resource = switch (name) {
            case "namespace" -> endpoint.get(NAMESPACE);
            case "pod" -> endpoint.get(POD);
            case "container" -> endpoint.get(CONTAINER);
            case "cluster" -> endpoint.get(CLUSTER);
            default -> null;
        };
        return value.equals(resource) || value.equals(endpoint.get(name));
    }

    /** Empty for what is no label of the exporter's. */
    private static String bare(String name) {
        if (name.startsWith(DATAPOINT) && !name.startsWith(DATAPOINT + "@")) {
            return name.substring(DATAPOINT.length());
        }
        return name.startsWith("@") || SYSTEM.contains(name) ? "" : name;
    }
}
