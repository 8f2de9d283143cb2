package dev.culprit.extract.memory.promql;

import dev.culprit.extract.memory.samples.DayMemory;
import dev.culprit.extract.memory.samples.PodOwners;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A metric that memory is read from, at moments of equal distance.
 *
 * @param step by hand: of what is read and of what tells of restarts, a minute, the period of a row; of limits five, the time for
 *     which CloudWatch shows a sample; of owners an hour, as a pod has one alone
 */
record MomentQuestion(String metric, Map<String, String> labels, Duration step) {
    private static final String CADVISOR = "container_";

    static List<MomentQuestion> all() {
        List<MomentQuestion> all = new ArrayList<>();
        DayMemory.SERIES.forEach((metric, labels) -> {
            if (!DayMemory.RESIDENT.contains(metric)) {
                all.add(new MomentQuestion(metric, labels, Duration.ofMinutes(metric.contains("limit") ? 5 : 1)));
            }
        });
        PodOwners.METRICS.forEach(metric -> all.add(new MomentQuestion(metric, Map.of(), Duration.ofHours(1))));
        return all;
    }

    boolean isOfOwners() {
        return PodOwners.METRICS.contains(metric);
    }

    /** Of containers alone where cAdvisor tells: neither pods as a whole nor what holds their network. */
    Selector selector(PrometheusServer server) {
        Selector selector = Selector.of(metric).with(labels).with(server.matchers());
        return metric.startsWith(CADVISOR) ? selector.without("container", "").without("container", "POD") : selector;
    }
}
