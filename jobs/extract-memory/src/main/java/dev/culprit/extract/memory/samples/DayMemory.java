package dev.culprit.extract.memory.samples;

import dev.culprit.extract.memory.readings.MetricSubject;
import dev.culprit.extract.memory.readings.Quantity;
import dev.culprit.extract.memory.readings.Reading;
import dev.culprit.extract.memory.readings.ReadingListener;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.targets.Endpoints;
import dev.culprit.tsdb.targets.KubernetesSubject;
import dev.culprit.tsdb.targets.Subject;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.tsdb.targets.Target;
import dev.culprit.tsdb.targets.Targets;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes readings of one day's series. */
public final class DayMemory {
    /** What containers are charged for, by cAdvisor. */
    public static final String WORKING_SET = "container_memory_working_set_bytes";

    private static final String SPEC_LIMIT = "container_spec_memory_limit_bytes";
    /** What processes tell of themselves. Where Envoy passes on what its neighbours show, its own is what its container takes. */
    public static final List<String> RESIDENT =
            List.of("envoy_server_memory_physical_size", "process_resident_memory_bytes");
    /** Of kube-state-metrics, by kind of container; the first is of before its version 2. */
    private static final List<String> LIMITS = List.of(
            "kube_pod_container_resource_limits_memory_bytes",
            "kube_pod_container_resource_limits",
            "kube_pod_init_container_resource_limits");

    private static final List<String> RESTARTS =
            List.of("kube_pod_container_status_restarts_total", "kube_pod_init_container_status_restarts_total");
    private static final String LAST_END = "kube_pod_container_status_last_terminated_reason";
    private static final Map<String, String> KILLED = Map.of("reason", "OOMKilled");
    private static final long MINUTE = 60_000;
    /** More than any machine has: cAdvisor writes about so much where there is no limit. */
    private static final double NO_LIMIT = 1L << 60;

    /** What is read: metrics, each with labels that its series must have. */
    public static final Map<String, Map<String, String>> SERIES = series();

    private final DaySeries day;
    private final SubjectLabels labels;
    private final PodOwners owners;
    private final SkippedInput skipped;
    private final ReadingListener readings;
    private final Set<List<String>> measuredPods = new HashSet<>();
    private int unnamed;

    private static Map<String, Map<String, String>> series() {
        Map<String, Map<String, String>> series = new LinkedHashMap<>();
        series.put(WORKING_SET, Map.of());
        for (String metric : LIMITS) {
            series.put(metric, metric.endsWith("_bytes") ? Map.of() : Map.of("resource", "memory"));
        }
        series.put(SPEC_LIMIT, Map.of());
        RESTARTS.forEach(metric -> series.put(metric, Map.of()));
        series.put(LAST_END, KILLED);
        RESIDENT.forEach(metric -> series.put(metric, Map.of()));
        return Collections.unmodifiableMap(series);
    }

    public DayMemory(
            DaySeries day, SubjectLabels labels, PodOwners owners, SkippedInput skipped, ReadingListener readings) {
        this.day = day;
        this.labels = labels;
        this.owners = owners;
        this.skipped = skipped;
        this.readings = readings;
    }

    /** Of containers as the node measures them, and else of the targets' own processes. */
    public void read(Targets targets) throws IOException {
        containers();
        for (Target target : targets.all()) {
            if (isUnmeasured(target.subject())) {
                resident(target.subject(), targets.endpoints(target));
            }
        }
    }

    /** The same, where it is known already what the processes tell of themselves. */
    public void read(Map<Subject, ProcessMemory> processes) throws IOException {
        containers();
        processes.forEach((subject, told) -> {
            if (isUnmeasured(subject)) {
                resident(subject, told.metric(), told.values());
            }
        });
    }

    /** Series of {@link #WORKING_SET} that name no container, as those of nodes and of pause containers do. */
    public int unnamed() {
        return unnamed;
    }

    /**
     * What there must be where there is no memory at all.
     *
     * @param unnamed of the day that had most of them
     */
    public static String wanted(int unnamed) {
        return unnamed == 0
                ? "there must be %s or process_resident_memory_bytes".formatted(WORKING_SET)
                : "%s is there with %,d series, and none names a container: they need the labels namespace, pod and container"
                        .formatted(WORKING_SET, unnamed);
    }

    /**
     * What a target's process tells of its resident memory.
     *
     * @param metric by which it tells
     * @param values in bytes, by time in milliseconds since 1970
     */
    public record ProcessMemory(String metric, SortedMap<Long, Double> values) {}

    private void containers() throws IOException {
        workingSets();
        limits();
        restarts();
        ends();
    }

    private boolean isUnmeasured(Subject subject) {
        return !measuredPods.contains(List.of(subject.namespace(), subject.pod()));
    }

    private void workingSets() throws IOException {
        Map<MetricSubject, CadvisorSeries> subjects = new LinkedHashMap<>();
        day.of(WORKING_SET).forEach((series, samples) -> {
            tellLost(WORKING_SET, samples);
            @Nullable MetricSubject subject = subject(series);
            // A series of no container but with an image is the pod's pause container.
            if (subject != null && (subject.container() != null || isWholePod(series))) {
                subjects.computeIfAbsent(subject, none -> new CadvisorSeries()).add(series, samples, day);
            } else {
                unnamed++;
            }
        });
        subjects.forEach((subject, series) -> {
            Map<Long, Double> values = series.values(day);
            if (!values.isEmpty()) {
                measuredPods.add(List.of(subject.namespace(), subject.pod()));
                means(Quantity.WORKING_SET, WORKING_SET, subject, values);
            }
        });
    }

    private static boolean isWholePod(Labels series) {
        return series.get("image") == null && series.get("container") == null && series.get("container_name") == null;
    }

    /** What kube-state-metrics says wins over cAdvisor. */
    private void limits() throws IOException {
        Set<MetricSubject> told = new HashSet<>();
        for (String metric : LIMITS) {
            for (Map.Entry<Labels, SampleList> series : day.of(metric).entrySet()) {
                @Nullable String resource = series.getKey().get("resource");
                if (resource == null || resource.equals("memory")) {
                    @Nullable MetricSubject subject = subject(series.getKey());
                    if (subject != null) {
                        told.add(subject);
                        changes(Quantity.LIMIT, subject, series.getValue());
                    }
                }
            }
        }
        for (Map.Entry<Labels, SampleList> series : day.of(SPEC_LIMIT).entrySet()) {
            @Nullable MetricSubject subject = subject(series.getKey());
            if (subject != null && subject.container() != null && !told.contains(subject)) {
                changes(Quantity.LIMIT, subject, series.getValue());
            }
        }
    }

    private void restarts() throws IOException {
        for (String metric : RESTARTS) {
            for (Map.Entry<Labels, SampleList> series : day.of(metric).entrySet()) {
                @Nullable MetricSubject subject = subject(series.getKey());
                if (subject != null) {
                    changes(Quantity.RESTART_TOTAL, subject, series.getValue());
                }
            }
        }
    }

    private void ends() throws IOException {
        for (Map.Entry<Labels, SampleList> series : day.of(LAST_END, KILLED).entrySet()) {
            @Nullable MetricSubject subject = subject(series.getKey());
            if (subject != null) {
                changes(Quantity.OOM_KILLED, subject, series.getValue());
            }
        }
    }

    /** The target's own process, of which the kernel may keep less or more for the container. */
    private void resident(Subject subject, Endpoints endpoints) throws IOException {
        for (String metric : RESIDENT) {
            for (Labels endpoint : endpoints.own()) {
                SortedMap<Long, Double> values = new TreeMap<>();
                day.of(metric, Targets.key(endpoint)).forEach((series, samples) -> {
                    if (endpoint.equals(endpoints.of(series))) {
                        tellLost(metric, samples);
                        for (int i = 0; i < samples.size(); i++) {
                            if (day.has(samples, i)) {
                                values.put(samples.time(i), samples.value(i));
                            }
                        }
                    }
                });
                if (!values.isEmpty()) {
                    resident(subject, metric, values);
                    return;
                }
            }
        }
    }

    /** Readings in chunks that cannot be decoded are gaps, as in a time when nobody asked. */
    private void tellLost(String metric, SampleList samples) {
        samples.undecoded()
                .forEach(chunk -> skipped.add(metric, null, "chunks whose readings are lost: " + chunk.reason(), 1));
    }

    private void resident(Subject subject, String metric, SortedMap<Long, Double> values) {
        means(
                Quantity.RESIDENT,
                metric,
                new MetricSubject(
                        subject.cluster(), subject.namespace(), subject.workload(), subject.pod(), subject.container()),
                values);
    }

    private @Nullable MetricSubject subject(Labels series) {
        @Nullable Subject subject = KubernetesSubject.of(series).orElse(null);
        return subject == null
                ? null
                : new MetricSubject(
                        subject.cluster() == null ? labels.cluster() : subject.cluster(),
                        subject.namespace(),
                        owners.of(subject.namespace(), subject.pod()),
                        subject.pod(),
                        subject.container());
    }

    /** A reading a minute, the mean of its samples. */
    private void means(Quantity quantity, String metric, MetricSubject subject, Map<Long, Double> values) {
        long minute = Long.MIN_VALUE;
        double sum = 0;
        int count = 0;
        for (Map.Entry<Long, Double> value : values.entrySet()) {
            @Nullable String fault = quantity.faultOf(metric, value.getValue());
            if (fault != null) {
                skipped.add(metric, null, fault, 1);
                continue;
            }
            long of = Math.floorDiv(value.getKey(), MINUTE);
            if (of != minute && count > 0) {
                tell(quantity, subject, minute * MINUTE, sum / count);
                sum = 0;
                count = 0;
            }
            minute = of;
            sum += value.getValue();
            count++;
        }
        if (count > 0) {
            tell(quantity, subject, minute * MINUTE, sum / count);
        }
    }

    /** What stays as it is all day need be told at its beginning and its end only. */
    private void changes(Quantity quantity, MetricSubject subject, SampleList samples) {
        double told = Double.NaN;
        long pending = Long.MIN_VALUE;
        for (int i = 0; i < samples.size(); i++) {
            if (day.has(samples, i)) {
                double value = samples.value(i);
                boolean usable = quantity.faultOf("", value) == null && value < NO_LIMIT;
                if (usable && value != told) {
                    tell(quantity, subject, samples.time(i), value);
                    told = value;
                }
                pending = usable ? samples.time(i) : pending;
            }
        }
        if (!Double.isNaN(told)) {
            tell(quantity, subject, pending, told);
        }
    }

    private void tell(Quantity quantity, MetricSubject subject, long time, double value) {
        readings.reading(new Reading(quantity, subject, Instant.ofEpochMilli(time), value, 1));
    }
}
