package dev.culprit.prometheus.whole;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import dev.culprit.prometheus.client.AnswerSink;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.client.QueryException;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleList;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.tsdb.targets.Target;
import dev.culprit.tsdb.targets.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The first, cheap look at a server: who was scraped on which day, and how much each has shown. It costs a handful of queries a
 * day, each of a few series a target.
 */
public final class TargetLook {
    /** Of a moment before, a server may not have everything: VictoriaMetrics keeps 30 s back ({@code -search.latencyOffset}). */
    private static final Duration LATENCY = Duration.ofMinutes(1);

    /** By hand: of a target that is scraped less often than every hour nothing can be told. */
    private static final long LEAST_SCRAPES = 24;

    private static final String LAST = "last_over_time(%1$s[%2$s])";
    /** What a scrape left after relabelling: what is stored of it ({@code scrape/scrape.go}). */
    private static final String STORED = "scrape_samples_post_metric_relabeling";

    /** What a server stores of each scrape besides: {@code up} and four of {@code scrape_...} ({@code scrape/scrape.go}). */
    private static final int OWN_SERIES = 5;

    /** Labels by which cAdvisor and kube-state-metrics name a container. */
    private static final String OF_CONTAINERS =
            "__name__, cluster, namespace, pod, container, exported_namespace, exported_pod, exported_container,"
                    + " pod_name, container_name";

    /** The longest time of which samples are asked for at once: a day, and the hours before that tell what was there. */
    private static final long LONGEST = Duration.ofHours(50).toMillis();

    private static final long DAY = Duration.ofDays(1).toMillis();
    /** By hand: samples that replicas have between them, which a server joins otherwise from question to question. */
    private static final double JOINED_OTHERWISE = 0.98;

    /** How far back it is looked for scrapes, where there are none in the period. */
    private static final int DAYS_BACK = 90;

    private final Targets targets;
    private final Map<LocalDate, Long> until = new HashMap<>();
    private final Map<LocalDate, Map<Labels, Long>> samples;
    private final Map<LocalDate, Scrapes> ups;
    private final List<LocalDate> days;

    private TargetLook(
            Targets targets,
            List<LocalDate> days,
            Map<LocalDate, Map<Labels, Long>> samples,
            Map<LocalDate, Scrapes> ups,
            Clock clock) {
        this.ups = ups;
        this.targets = targets;
        this.days = days;
        this.samples = samples;
        days.forEach(day -> until.put(day, until(day, clock)));
    }

    /**
     * Asks whether there is anybody.
     *
     * @throws CulpritException naming who does not answer as Prometheus does, and how
     */
    public static void probe(PrometheusClient client) {
        try {
            client.query("vector(1)", System.currentTimeMillis(), AnswerSink.NONE);
        } catch (QueryException refused) {
            throw new CulpritException("environment %s: %s does not answer as Prometheus: %s"
                    .formatted(
                            client.server().environment(),
                            Text.printable(Secrets.masked(client.server().url()), 200),
                            refused.getMessage()));
        }
    }

    /** @throws CulpritException where something cannot be had whole */
    public static TargetLook at(PrometheusClient client, Period period, SubjectLabels labels, Clock clock) {
        WholeAnswers answers = new WholeAnswers(client);
        Map<String, String> matchers = client.server().matchers();
        List<SeriesSource> sources = new ArrayList<>();
        Map<LocalDate, Map<Labels, Long>> samples = new HashMap<>();
        Map<LocalDate, Scrapes> scrapes = new HashMap<>();
        for (LocalDate day : period.days()) {
            long from = Period.startOf(day).toEpochMilli();
            long to = until(day, clock);
            if (from >= to) {
                continue;
            }
            GatheredSeries ups = answers.vector(LAST, Selector.of(Targets.UP).with(matchers), null, from, to);
            if (ups.size() == 0) {
                continue;
            }
            sources.add(ups);
            scrapes.put(day, scrapes(client, Selector.of(Targets.UP).with(matchers), to, ups.size()));
            for (String teller : List.of("kube_pod_container_info", "container_memory_working_set_bytes")) {
                sources.add(answers.vector(
                        "count by (" + OF_CONTAINERS + ") (" + LAST + ")",
                        Selector.of(teller).with(matchers),
                        Set.of(OF_CONTAINERS.split(", ")),
                        from,
                        to));
            }
            samples.put(
                    day,
                    byEndpoint(answers.vector(
                            "sum_over_time(%1$s[%2$s])", Selector.of(STORED).with(matchers), null, from, to)));
        }
        try {
            return new TargetLook(Targets.find(sources, labels), period.days(), samples, scrapes, clock);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** How many scrapes there are in the longest time that is asked for at once, and in the day that is its end. */
    private record Scrapes(long ofAll, long ofDay) {}

    /**
     * Counts scrapes. A server that looks at the end of a time alone, and
     * says nothing of it, has fewer in it than in its parts.
     */
    private static Scrapes scrapes(PrometheusClient client, Selector ups, long to, long targets) {
        WholeAnswers answers = new WholeAnswers(client);
        long whole = answers.stored(ups, to - LONGEST, to);
        long ofDay = answers.stored(ups, to - DAY, to - DAY / 2) + answers.stored(ups, to - DAY / 2, to);
        long parts = answers.stored(ups, to - LONGEST, to - DAY) + ofDay;
        // Those on an edge may be in both parts.
        if (whole + 2 * targets < JOINED_OTHERWISE * parts) {
            throw WholeAnswers.failed(
                    client,
                    ups.toString(),
                    "the server answers a part of the time alone, without a word: %,d samples of 50 hours, and %,d of their parts"
                            .formatted(whole, parts));
        }
        return new Scrapes(whole, ofDay);
    }

    private static Map<Labels, Long> byEndpoint(GatheredSeries stored) {
        Map<Labels, Long> samples = new HashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            SampleList value = new SampleList();
            stored.read(i, 0, Long.MAX_VALUE, value);
            samples.merge(stored.labels(i).withoutMetric(), (long) value.value(0), Long::sum);
        }
        return samples;
    }

    private static long until(LocalDate day, Clock clock) {
        return Math.min(
                Period.startOf(day.plusDays(1)).toEpochMilli(),
                clock.instant().minus(LATENCY).toEpochMilli());
    }

    /**
     * The days, as the ends of each, of the last three months on which there are scrapes; where there are none, the moment
     * itself. For messages.
     */
    public static List<Instant> days(PrometheusClient client, Clock clock) {
        long day = Duration.ofDays(1).toMillis();
        long now = clock.millis();
        List<Instant> days = new ArrayList<>();
        try {
            client.queryRange(
                    "count(last_over_time(%s[1d]))"
                            .formatted(
                                    Selector.of(Targets.UP).with(client.server().matchers())),
                    now - DAYS_BACK * day,
                    now,
                    day,
                    new AnswerSink() {
                        @Override
                        public void begin() {
                            days.clear();
                        }

                        @Override
                        public void series(Labels labels) {}

                        @Override
                        public void sample(long time, double value) {
                            days.add(Instant.ofEpochMilli(time));
                        }
                    });
        } catch (QueryException notSoFar) {
            days.clear();
        }
        return days.isEmpty() ? List.of(clock.instant()) : days;
    }

    /** Labels of these names that all targets of now have alike, as those of one cluster behind a server that stores several. */
    public static Map<String, String> commonLabels(PrometheusClient client, List<String> names) {
        Map<String, String> common = new HashMap<>();
        boolean[] first = {true};
        try {
            client.query(
                    "count by (%s) (%s)".formatted(String.join(", ", names), Selector.of(Targets.UP)),
                    System.currentTimeMillis(),
                    new AnswerSink() {
                        @Override
                        public void begin() {
                            common.clear();
                            first[0] = true;
                        }

                        @Override
                        public void series(Labels labels) {
                            Map<String, String> told = new HashMap<>();
                            for (int i = 0; i < labels.size(); i++) {
                                told.put(labels.name(i), labels.value(i));
                            }
                            if (first[0]) {
                                common.putAll(told);
                                first[0] = false;
                            } else {
                                common.entrySet().retainAll(told.entrySet());
                            }
                        }

                        @Override
                        public void sample(long time, double value) {}
                    });
        } catch (QueryException unnamed) {
            return Map.of();
        }
        return common;
    }

    public Targets targets() {
        return targets;
    }

    /** Where a day ends, or the time that a server can have, in milliseconds since 1970. */
    public long until(LocalDate day) {
        return until.getOrDefault(day, 0L);
    }

    /** How many samples an address has shown on a day; 0 where nothing tells. */
    public long samples(Labels endpoint, LocalDate day) {
        return samples.getOrDefault(day, Map.of()).getOrDefault(endpoint, 0L);
    }

    /** How many samples all targets have shown. */
    public long samples() {
        return samples.values().stream()
                .flatMap(ofDay -> ofDay.values().stream())
                .mapToLong(each -> each)
                .sum();
    }

    /**
     * How many samples the server reads for them, if scrapes go on as they are: those of each target and day and of one scrape before,
     * what is stored of each scrape besides, and the series {@code up} of two days and more; each is counted, and fetched.
     */
    public long samplesRead() {
        long targetDays = targetDays();
        double interval = targetDays == 0 ? 0 : (double) targetDays / Math.max(scrapesOfDays(), 1);
        return samplesRead(Math.round(samples() * interval));
    }

    /** The same, where each target is scraped as seldom as can be, and one scrape before is so much of a day. */
    public long samplesReadAtMost() {
        return samplesRead(samples.values().stream()
                .flatMap(ofDay -> ofDay.values().stream())
                .mapToLong(each -> each / LEAST_SCRAPES + 1)
                .sum());
    }

    private long samplesRead(long before) {
        return 2
                * (samples()
                        + before
                        + OWN_SERIES * (targetDays() + scrapesOfDays())
                        + ups.values().stream().mapToLong(Scrapes::ofAll).sum());
    }

    private long scrapesOfDays() {
        return ups.values().stream().mapToLong(Scrapes::ofDay).sum();
    }

    /** How many days there are of targets. */
    public long targetDays() {
        return targets.all().stream().map(Target::days).mapToLong(Set::size).sum();
    }

    /** {@code 12 targets on 7 days: 1,234,567 samples}. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%,d targets in %,d days: %,d samples",
                targets.all().size(),
                days.size(),
                samples());
    }
}
