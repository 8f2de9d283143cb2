package dev.culprit.app.capture;

import dev.culprit.app.capture.MemoryFile.Reading;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The containers' working set, as metrics-server tells it: https://github.com/kubernetes/metrics. */
final class PodMemory {
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,18})(Ki|Mi|Gi|Ti|k|M|G|T)?");
    private static final Map<String, Long> FACTORS = Map.of(
            "Ki",
            1L << 10,
            "Mi",
            1L << 20,
            "Gi",
            1L << 30,
            "Ti",
            1L << 40,
            "k",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L);

    private PodMemory() {}

    /** @throws IOException where the cluster has no metrics-server, or it does not tell */
    static List<Reading> read(Kubernetes kubernetes, String namespace, @Nullable String pod, @Nullable String selector)
            throws IOException, InterruptedException {
        String path = "/apis/metrics.k8s.io/v1beta1/namespaces/%s/pods%s%s"
                .formatted(
                        namespace,
                        pod == null ? "" : "/" + pod,
                        pod != null || selector == null
                                ? ""
                                : "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8));
        Map<?, ?> answer = RunningPod.parsed(PodTargets.get(kubernetes, path));
        List<Reading> readings = new ArrayList<>();
        for (Object item : pod == null ? RunningPod.list(answer, "items") : List.of(answer)) {
            String name = RunningPod.text(RunningPod.map(item, "metadata"), "name");
            Instant time = time(RunningPod.text(item, "timestamp"));
            for (Object container : RunningPod.list(item, "containers")) {
                Long bytes = bytes(RunningPod.text(RunningPod.map(container, "usage"), "memory"));
                String containerName = RunningPod.text(container, "name");
                if (time != null && name != null && containerName != null && bytes != null) {
                    readings.add(new Reading(
                            time, Target.asName(namespace), Target.asName(name), Target.asName(containerName), bytes));
                }
            }
        }
        return readings;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    /** Kubernetes' quantities, as far as memory has them. */
    static @Nullable Long bytes(@Nullable String quantity) {
        Matcher parts = QUANTITY.matcher(quantity == null ? "" : quantity);
        if (!parts.matches()) {
            return null;
        }
        long factor = parts.group(2) == null ? 1 : FACTORS.getOrDefault(parts.group(2), 1L);
        return Long.parseLong(parts.group(1)) * factor;
    }
}
