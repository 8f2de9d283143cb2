package dev.culprit.extract.memory.scrapes;

import dev.culprit.extract.memory.samples.DayMemory;
import dev.culprit.extract.memory.samples.DayMemory.ProcessMemory;
import dev.culprit.extract.memory.samples.PodOwners;
import dev.culprit.model.Container;
import dev.culprit.model.table.ScrapeRow.Cause;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapefiles.ScrapeFile;
import dev.culprit.scrapefiles.ScrapeFiles;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import dev.culprit.scrapes.text.MetricReader;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What one target's bodies of a day tell of memory.
 *
 * @param bodies how many were read
 * @param processes what the scraped processes tell of themselves, mostly one
 * @param series cAdvisor's and kube-state-metrics', of whichever pods
 * @param unread bodies that could not be read, wholly or in part
 */
record TargetMemory(long bodies, Map<Subject, ProcessMemory> processes, SeriesSource series, List<UnreadRow> unread) {
    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.<String>naturalOrder());
    static final Comparator<Subject> BY_NAME = Comparator.comparing(Subject::cluster, NULL_FIRST)
            .thenComparing(Subject::namespace)
            .thenComparing(Subject::workload, NULL_FIRST)
            .thenComparing(Subject::pod)
            .thenComparing(Subject::container, NULL_FIRST);

    private static final String SEVERAL =
            "process_resident_memory_bytes of several processes: say by scrapes.target-labels whose they are";

    private static final Set<String> METRICS = metrics();

    private static Set<String> metrics() {
        Set<String> metrics = new TreeSet<>(DayMemory.SERIES.keySet());
        metrics.addAll(PodOwners.METRICS);
        return metrics;
    }

    static TargetMemory read(
            Container target, List<ScrapeFile> files, ScrapeFolder folder, Configuration configuration) {
        return new Reading(target, folder).of(files, configuration);
    }

    /** Two targets of one name, as the ports of a container that are archived apart: one of them tells. */
    static ProcessMemory joined(ProcessMemory one, ProcessMemory other) {
        int preferred =
                Integer.compare(DayMemory.RESIDENT.indexOf(one.metric()), DayMemory.RESIDENT.indexOf(other.metric()));
        if (preferred == 0) {
            preferred = Integer.compare(other.values().size(), one.values().size());
        }
        return preferred <= 0 ? one : other;
    }

    private static final class Reading {
        private final Container target;
        private final ScrapeFolder folder;
        private final GatheredSeries series;
        /** By the labels that the reader has of a series, always the same object. */
        private final IdentityHashMap<Map<String, String>, Integer> numbers = new IdentityHashMap<>();
        /** By subject and metric. */
        private final Map<Subject, Map<String, SortedMap<Long, Double>>> processes = new LinkedHashMap<>();

        private final List<UnreadRow> unread = new ArrayList<>();

        Reading(Container target, ScrapeFolder folder) {
            this.target = target;
            this.folder = folder;
            this.series = new GatheredSeries(target.toString(), Long.MIN_VALUE, Long.MAX_VALUE);
        }

        TargetMemory of(List<ScrapeFile> files, Configuration configuration) {
            MetricReader reader =
                    new MetricReader(folder.reading().limits(), folder.reading().strict(), METRICS);
            try (ScrapeFiles opened =
                    new ScrapeFiles(configuration, folder.reading().limits())) {
                for (ScrapeFile file : files) {
                    Body body = new Body(file.time().toEpochMilli());
                    opened.open(file, in -> {
                        ScrapeOutcome outcome = reader.read(in, body::sample);
                        // In the words in which the table of scrapes tells it, so that one file is known to be one.
                        Cause cause = outcome.cause();
                        if (cause != null) {
                            unread.add(new UnreadRow(file.name(), cause.place(), cause.kind(), 1));
                        }
                    });
                    body.finish(file.name());
                }
            }
            Map<Subject, ProcessMemory> told = new LinkedHashMap<>();
            processes.forEach((subject, byMetric) -> told.put(
                    subject,
                    byMetric.entrySet().stream()
                            .map(metric -> new ProcessMemory(metric.getKey(), metric.getValue()))
                            .reduce(TargetMemory::joined)
                            .orElseThrow()));
            return new TargetMemory(files.size(), told, series, unread);
        }

        /** Gathers one body. */
        private final class Body {
            private final long time;
            /** What processes tell of themselves, by subject and metric; NaN where several tell it. */
            private final Map<Subject, Map<String, Double>> own = new LinkedHashMap<>();

            Body(long time) {
                this.time = time;
            }

            void sample(String metric, Map<String, String> labels, double value) {
                if (DayMemory.RESIDENT.contains(metric)) {
                    @Nullable Container whose = folder.reading().labels().target(labels, target);
                    if (whose != null) {
                        Subject subject = new Subject(
                                whose.cluster(), whose.namespace(), whose.workload(), whose.pod(), whose.container());
                        own.computeIfAbsent(subject, none -> new TreeMap<>())
                                .merge(metric, value, (first, second) -> Double.NaN);
                    }
                } else {
                    series.add(number(metric, labels), time, Double.doubleToRawLongBits(value));
                }
            }

            private int number(String metric, Map<String, String> labels) {
                return numbers.computeIfAbsent(labels, none -> {
                    Map<String, String> all = new TreeMap<>(labels);
                    // By it, several nodes' or servers' bodies are told apart.
                    all.putIfAbsent("instance", target.toString());
                    all.put(Labels.METRIC, metric);
                    return series.add(Labels.of(all));
                });
            }

            void finish(String file) {
                own.forEach((subject, byMetric) -> byMetric.forEach((metric, value) -> {
                    if (Double.isNaN(value)) {
                        unread.add(new UnreadRow(file, null, SEVERAL, 1));
                    } else {
                        processes
                                .computeIfAbsent(subject, none -> new TreeMap<>())
                                .computeIfAbsent(metric, none -> new TreeMap<>())
                                .put(time, value);
                    }
                }));
            }
        }
    }
}
