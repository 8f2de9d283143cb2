package dev.culprit.app.capture;

import dev.culprit.app.capture.Target.ThroughKubernetes;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pods of a namespace are scraped, and where. */
final class PodTargets {
    /** Of one answer of the API, as kubectl has it. */
    private static final int PAGE = 500;

    private static final int LARGEST_ANSWER = 256 << 20;

    private final Kubernetes kubernetes;
    private final String namespace;
    private final @Nullable String selector;
    private final @Nullable String container;

    PodTargets(Kubernetes kubernetes, String namespace, @Nullable String selector, @Nullable String container) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.selector = selector;
        this.container = container;
    }

    /**
     * The targets of now, as pods come and go.
     *
     * @param skipped takes why a pod of the namespace is none
     * @throws IOException where the API does not tell, or the pod that is named cannot be scraped
     */
    List<Target> targets(Wanted wanted, List<String> skipped) throws IOException, InterruptedException {
        if (wanted instanceof Wanted.Pod named) {
            RunningPod pod = RunningPod.parse(get("/api/v1/namespaces/%s/pods/%s".formatted(namespace, named.name())));
            return List.of(target(pod, named.port(), named.path()));
        }
        List<Target> targets = new ArrayList<>();
        if (wanted instanceof Wanted.Pods all) {
            for (RunningPod pod : pods()) {
                try {
                    targets.add(target(pod, all.port(), all.path()));
                } catch (IOException none) {
                    skipped.add(String.valueOf(none.getMessage()));
                }
            }
        }
        return targets;
    }

    private List<RunningPod> pods() throws IOException, InterruptedException {
        List<RunningPod> pods = new ArrayList<>();
        String next = null;
        do {
            String path = "/api/v1/namespaces/%s/pods?fieldSelector=%s&limit=%d%s%s"
                    .formatted(
                            namespace,
                            inUrl("status.phase=Running"),
                            PAGE,
                            selector == null ? "" : "&labelSelector=" + inUrl(selector),
                            next == null ? "" : "&continue=" + inUrl(next));
            RunningPod.Page page = RunningPod.page(get(path));
            pods.addAll(page.pods());
            next = page.next();
        } while (next != null);
        return pods;
    }

    private static String inUrl(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        return get(kubernetes, path);
    }

    static byte[] get(Kubernetes kubernetes, String path) throws IOException, InterruptedException {
        try (Reply reply = kubernetes.get(path)) {
            byte[] body = read(reply);
            reply.finish();
            return body;
        }
    }

    private static byte[] read(Reply reply) throws IOException {
        try {
            return reply.body().readNBytes(LARGEST_ANSWER);
        } catch (IOException cut) {
            throw new IOException("Kubernetes' answer broke off, or took longer than --timeout", cut);
        }
    }

    private Target target(RunningPod pod, @Nullable Integer port, @Nullable String path) throws IOException {
        Integer chosen = port == null ? pod.annotatedPort() : port;
        if (chosen == null) {
            throw new IOException(
                    "pod %s has no annotation prometheus.io/port: give the port, as pod/%s:15020/stats/prometheus or pods:15020/stats/prometheus"
                            .formatted(pod.name(), pod.name()));
        }
        String owner = container == null ? pod.containerOf(chosen) : container;
        if (owner == null) {
            throw new IOException("pod %s has containers %s: say by --container which of them port %d shows"
                    .formatted(pod.name(), String.join(", ", pod.containers().keySet()), chosen));
        }
        String metrics = path == null ? pod.annotatedPath() : path;
        String scheme = port == null && pod.isAnnotatedHttps() ? "https:" : "";
        return new Target(
                Target.asName(namespace),
                Target.asName(pod.name()),
                Target.asName(owner),
                new ThroughKubernetes(
                        "/api/v1/namespaces/%s/pods/%s%s:%d/proxy%s"
                                .formatted(namespace, scheme, pod.name(), chosen, metrics),
                        "pod/%s:%d%s in %s".formatted(pod.name(), chosen, metrics, namespace)));
    }
}
