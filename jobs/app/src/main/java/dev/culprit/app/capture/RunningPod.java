package dev.culprit.app.capture;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pod, as far as its scrapes are concerned.
 *
 * @param containers the ports that each declares, native sidecars included
 */
record RunningPod(String name, Map<String, String> annotations, Map<String, Set<Integer>> containers) {
    private static final String PREFIX = "prometheus.io/";

    /** A part of the list. */
    record Page(List<RunningPod> pods, @Nullable String next) {}

    /** Of a list of pods in JSON, as Kubernetes' API has it. */
    static Page page(byte[] json) throws IOException {
        Map<?, ?> list = parsed(json);
        List<RunningPod> pods = new ArrayList<>();
        for (Object item : list(list, "items")) {
            pods.add(of(item));
        }
        String next = text(map(list, "metadata"), "continue");
        return new Page(pods, next == null || next.isEmpty() ? null : next);
    }

    /** Of one pod in JSON. */
    static RunningPod parse(byte[] json) throws IOException {
        return of(parsed(json));
    }

    static Map<?, ?> parsed(byte[] json) throws IOException {
        try {
            return ConfigFactory.parseString(
                            new String(json, StandardCharsets.UTF_8),
                            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON))
                    .root()
                    .unwrapped();
        } catch (ConfigException none) {
            throw new IOException("the answer of Kubernetes' API is no JSON", none);
        }
    }

    private static RunningPod of(Object pod) {
        Map<?, ?> metadata = map(pod, "metadata");
        Map<String, String> annotations = new LinkedHashMap<>();
        map(metadata, "annotations")
                .forEach((key, value) -> annotations.put(String.valueOf(key), String.valueOf(value)));
        Map<String, Set<Integer>> containers = new LinkedHashMap<>();
        Map<?, ?> spec = map(pod, "spec");
        for (Object container : list(spec, "containers")) {
            containers.put(String.valueOf(text(container, "name")), ports(container));
        }
        for (Object container : list(spec, "initContainers")) {
            // Istio's sidecars are such ones by default since 1.27.
            if ("Always".equals(text(container, "restartPolicy"))) {
                containers.put(String.valueOf(text(container, "name")), ports(container));
            }
        }
        return new RunningPod(String.valueOf(text(metadata, "name")), annotations, containers);
    }

    private static Set<Integer> ports(Object container) {
        Set<Integer> ports = new TreeSet<>();
        for (Object port : list(container, "ports")) {
            if (port instanceof Map<?, ?> known && known.get("containerPort") instanceof Number number) {
                ports.add(number.intValue());
            }
        }
        return ports;
    }

    static Map<?, ?> map(Object object, String key) {
        return object instanceof Map<?, ?> known && known.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    static List<?> list(Object object, String key) {
        return object instanceof Map<?, ?> known && known.get(key) instanceof List<?> list ? list : List.of();
    }

    static @Nullable String text(Object object, String key) {
        return object instanceof Map<?, ?> known && known.get(key) != null ? String.valueOf(known.get(key)) : null;
    }

    /** The port that the pod's annotation tells Prometheus, null where there is none. */
    @Nullable
    Integer annotatedPort() {
        String port = annotations.get(PREFIX + "port");
        return port != null && port.matches("\\d{1,5}") ? Integer.valueOf(port) : null;
    }

    String annotatedPath() {
        String path = annotations.getOrDefault(PREFIX + "path", "/metrics");
        return path.startsWith("/") ? path : "/" + path;
    }

    boolean isAnnotatedHttps() {
        return "https".equals(annotations.get(PREFIX + "scheme"));
    }

    /** Whose series a port shows, null where it cannot be told. Istio declares the one of its two ports only. */
    @Nullable
    String containerOf(int port) {
        if ((port == 15020 || port == 15090) && containers.containsKey("istio-proxy")) {
            return "istio-proxy";
        }
        List<String> declaring = containers.entrySet().stream()
                .filter(container -> container.getValue().contains(port))
                .map(Map.Entry::getKey)
                .toList();
        if (declaring.size() == 1) {
            return declaring.get(0);
        }
        return containers.size() == 1 ? containers.keySet().iterator().next() : null;
    }
}
