package dev.culprit.analysis.simulation;

import static dev.culprit.model.finding.Verdict.INSUFFICIENT_DATA;
import static dev.culprit.model.finding.Verdict.LABEL;
import static dev.culprit.model.finding.Verdict.NO_LABEL;
import static dev.culprit.model.finding.Verdict.STEADY;
import static dev.culprit.model.finding.Verdict.WATCH;

import dev.culprit.analysis.simulation.Gauges.Platform;
import dev.culprit.analysis.simulation.NewValues.Expiry;
import dev.culprit.analysis.simulation.NewValues.Pace;
import dev.culprit.analysis.simulation.Story.Clock;
import dev.culprit.analysis.simulation.Story.Restarting;
import dev.culprit.analysis.simulation.Truth.Answer;
import java.util.List;

/**
 * Plots after incidents that people have reported in public of their own software. One replica and one long life are the rule there,
 * leaks are slow, and scrapes were kept every half hour or less often. None is easier than its reports: rates and sizes are theirs.
 */
final class ReportedIncident {
    /** Who makes memory grow while the labels take new values. */
    enum Carrier {
        LABEL,
        NOBODY,
        /** As much as the label's series would cost at their price; these cost next to nothing. */
        APPLICATION,
        /** Most of it, at a rate of its own; the label's series cost their price. */
        APPLICATION_MOST
    }

    /** A kind of incident, with a label that is guilty of it or has nothing to do with it. */
    interface Plot {
        void bend(Story story, Carrier carrier);
    }

    /** Mean hours that a value is alive which expires: its last series comes late, and then it is silent. */
    private static final double HOURS_ALIVE = 3.5;
    /** By hand: the text of a series' labels and its cells, where nothing else is kept for it. */
    private static final double CHEAPEST_BYTES = 40;

    private static final double CHEAP_BYTES = 90;
    /** By hand: the part of the level that series of innocent labels may cost in a day, far below what a week of noise hides. */
    private static final double CHEAP_SHARE = 0.003;

    /** By hand: so much of the growth a label may carry and not be what is to be mended: less than half of the rest. */
    private static final double MOST_MINOR = 1 / 3.0;

    private static final double LEAST_MINOR = 0.03;

    private ReportedIncident() {}

    static void slowLeak(Story s, Carrier carrier) {
        oneLongLife(s);
        carry(s, carrier, s.label(s.anyKind(), perDay(s, 0.02, 0.06)));
    }

    static void slowLeakInTwo(Story s, Carrier carrier) {
        oneLongLife(s);
        s.pods = 2;
        carry(s, carrier, s.label(s.anyKind(), perDay(s, 0.02, 0.06)));
    }

    /** Nothing else counts requests than the family that keeps one series set for each of them. */
    static void everyRequestIsNew(Story s, Carrier carrier) {
        oneLongLife(s);
        s.clock = Clock.BIRTHS;
        Form form = s.random.nextBoolean() ? Form.COUNTER : Form.HISTOGRAM;
        carry(
                s,
                carrier,
                s.label(names(s, "uri", "end_user"), "http_client_requests", 3, perDay(s, 0.02, 0.06))
                        .followingTraffic(1)
                        .in(form));
    }

    /** As many values of each label as make a product that no week fills. */
    static void product(Story s, Carrier carrier) {
        oneLongLife(s);
        carry(
                s,
                carrier,
                s.label(
                                names(s, "authority target_addr", "tenant route"),
                                "response_latency_ms",
                                20,
                                perDay(s, 0.02, 0.06))
                        .in(Form.HISTOGRAM.combining(s.random.nextInt(120, 200))));
    }

    static void ownLabel(Story s, Carrier carrier) {
        oneLongLife(s);
        s.platform = Platform.GO;
        String label = List.of("instance", "job", "pod").get(s.random.nextInt(3));
        carry(
                s,
                carrier,
                s.label(List.of(label), "batch_last_run_seconds", 6, perDay(s, 0.02, 0.06))
                        .in(Form.GAUGE));
    }

    /** Sums of counters fall whenever values expire, and no start time tells that the process lived on. */
    static void expiringWithoutStartTime(Story s) {
        oneLongLife(s);
        s.restarting = s.random.nextBoolean() ? Restarting.NEVER : Restarting.EVERY_OTHER_NIGHT;
        s.startTimes = false;
        s.clock = Clock.ALIVE;
        alive(s, "k8s_pod_name service_instance_id", "traces_span_metrics_duration", 17, s.uniform(0.03, 0.08));
    }

    static void followsWhatIsAlive(Story s) {
        oneLongLife(s);
        s.platform = Platform.GO;
        alive(s, "session", "legacy_request_timer", 5, s.uniform(0.06, 0.15));
    }

    private static void alive(Story s, String labels, String metric, int series, double share) {
        double perDay = share * s.base * 24 / HOURS_ALIVE;
        s.labels.add(s.label(names(s, labels, labels), metric, series, perDay)
                .followingTraffic(s.uniform(0.5, 1))
                .expiring(Expiry.FREED));
        s.answer = Answer.of(STEADY, WATCH);
    }

    static void twins(Story s, Carrier carrier) {
        oneLongLife(s);
        carry(
                s,
                carrier,
                s.label(
                                names(s, "pod_name file", "container_id path"),
                                "component_received_events",
                                12,
                                perDay(s, 0.02, 0.06))
                        .in(Form.COUNTER.beside("files_read_bytes")));
    }

    /** Each worker that dies leaves a file of its metrics behind, in memory that is not the registry's. */
    static void filesOfDeadWorkers(Story s) {
        oneLongLife(s);
        s.startTimes = false;
        double file = s.uniform(1e6, 3e6);
        // Enough workers for the label to be seen growing.
        double workers = Math.max(5, perDay(s, 0.1, 0.4) / file);
        witness(s, "pid", "cache_entries", 3, workers, s.uniform(60, 150), Form.GAUGE.bringing(file, 0, null));
        s.answer = Answer.of(NO_LABEL, INSUFFICIENT_DATA);
    }

    /** Lives end at night, after hours in which hardly anything came. */
    static void quietTails(Story s, Carrier carrier) {
        oneLongLife(s);
        s.restarting = Restarting.NIGHTLY;
        s.swing = s.uniform(0.9, 0.97);
        carry(
                s,
                carrier,
                s.label(names(s, "path", "url"), "litestar_request_duration_seconds", 19, perDay(s, 0.03, 0.09))
                        .followingTraffic(1));
    }

    /** What a value brings besides metrics costs ten times as much. */
    static void goroutines(Story s) {
        oneLongLife(s);
        s.platform = Platform.GO;
        double each = s.uniform(50e3, 70e3);
        witness(
                s,
                "namespace",
                "argo_workflows_count",
                3,
                perDay(s, 0.04, 0.15) / each,
                0.1 * each / 3,
                Form.GAUGE.bringing(0.9 * each, s.random.nextInt(6, 15), null));
        s.answer = anythingButLabel();
    }

    static void cron(Story s, Carrier carrier) {
        oneLongLife(s);
        carry(
                s,
                carrier,
                s.label(names(s, "job_name", "run_id"), "cron_job_runs", 5, perDay(s, 0.02, 0.06))
                        .at(Pace.HOURLY)
                        .in(Form.COUNTER));
    }

    static void canary(Story s, Carrier carrier) {
        oneLongLife(s);
        s.platform = Platform.GO;
        s.pods = 3;
        s.canaries = 1;
        carry(
                s,
                carrier,
                s.label(
                        names(s, "net_sock_peer_port", "peer_address"),
                        "http_server_duration",
                        17,
                        perDay(s, 0.06, 0.2)));
    }

    static void versionInMidweek(Story s, Carrier carrier) {
        oneLongLife(s);
        s.pods = s.random.nextInt(1, 3);
        s.arriveOnDay = s.uniform(2.5, 3.8);
        carry(s, carrier, s.label(s.anyKind(), perDay(s, 0.04, 0.12)));
    }

    /** Arenas and buffers of native libraries grow, and the heap that the runtime tells of stays flat. */
    static void outsideHeap(Story s) {
        oneLongLife(s);
        s.platform = s.random.nextBoolean() ? Platform.JVM : Platform.GO;
        s.leakOutsideHeap = true;
        carry(s, Carrier.APPLICATION, s.label(s.anyKind(), perDay(s, 0.05, 0.15)));
        s.answer = Answer.of(NO_LABEL);
    }

    static void logRotation(Story s, Carrier carrier) {
        oneLongLife(s);
        s.platform = Platform.GO;
        s.pageCache = s.uniform(0.06, 0.15) * s.base;
        s.rotationsPerDay = s.uniform(3, 7);
        carry(
                s,
                carrier,
                s.label(
                        names(s, "host", "server_name"),
                        "caddy_http_request_duration_seconds",
                        46,
                        perDay(s, 0.03, 0.08)));
    }

    /** A summary with quantiles keeps age buckets of streams for each child: what a line costs is no multiple of its text. */
    static void expensive(Story s, Carrier carrier) {
        oneLongLife(s);
        s.platform = Platform.GO;
        int series = 10;
        double price = s.uniform(16e3, 30e3);
        double values = Math.max(6, perDay(s, 0.06, 0.2) / (series * price));
        carry(
                s,
                carrier,
                s.newValues(names(s, "name", "reflector"), "reflector_list_duration_seconds", series, values, price)
                        .in(Form.SUMMARY));
    }

    /** Three days, of which memory shows what is retained a handful of times. */
    static void fewTroughs(Story s, Carrier carrier) {
        oneLongLife(s);
        s.platform = Platform.GO;
        s.days = 3;
        s.garbage = s.uniform(0.25, 0.5) * s.base;
        s.garbageHours = s.uniform(7, 12);
        carry(s, carrier, s.label(names(s, "run_id", "batch"), "job_duration_seconds", 8, perDay(s, 0.05, 0.15)));
    }

    /** The scrape itself tells what the objects of the label cost. */
    static void objects(Story s) {
        oneLongLife(s);
        int series = 23;
        double each = s.uniform(40e3, 120e3);
        double share = s.uniform(0.75, 0.92);
        s.toldOfObjects = s.uniform(0.85, 0.98);
        witness(
                s,
                "queue",
                "queue_messages",
                series,
                perDay(s, 0.06, 0.25) / each,
                (1 - share) * each / series,
                Form.GAUGE.bringing(share * each, 0, "queue_process_memory_bytes"));
        s.answer = anythingButLabel();
    }

    static void strides(Story s) {
        oneLongLife(s);
        s.platform = s.random.nextBoolean() ? Platform.JVM : Platform.SILENT;
        s.stride = s.uniform(0.05, 0.2) * s.base;
        s.strideHours = s.uniform(10, 24);
        carry(s, Carrier.NOBODY, s.label(s.anyKind(), perDay(s, 0.05, 0.15)).followingTraffic(1));
        s.answer = anythingButLabel();
    }

    /** One or two labels with births of their own, twice as many, that cost what any exposed series does. */
    static void crowded(Story s, Carrier carrier) {
        oneLongLife(s);
        int others = s.random.nextInt(1, 3);
        NewValues first = s.label(names(s, "route", "endpoint"), "gateway_requests_seconds", 12, perDay(s, 0.03, 0.09));
        carry(s, carrier, first);
        for (String label : List.of("peer", "topic").subList(0, others)) {
            int series = 6;
            double values = 2 * first.perDay() * first.series() / series;
            s.labels.add(cheap(
                    s,
                    s.newValues(List.of(label), label + "_events", series, values, CHEAP_BYTES)
                            .in(Form.COUNTER)));
        }
    }

    /** Users come for days, and with them what the process holds for each; then it has what it needs. */
    static void warmUpOfDays(Story s) {
        oneLongLife(s);
        s.pods = s.random.nextInt(1, 5);
        s.warmUp = s.uniform(0.3, 0.8) * s.base;
        s.warmUpHours = s.uniform(10, 18);
        carry(s, Carrier.NOBODY, s.label(s.anyKind(), perDay(s, 0.05, 0.15)));
    }

    /** A new pod takes the place of one that leaked, and does not. */
    static void replaced(Story s) {
        oneLongLife(s);
        s.fixedOnDay = s.uniform(2.2, 3.4);
        s.fixRestarts = true;
        s.newPodNames = true;
        s.leakAfterFix = 0;
        carry(s, Carrier.APPLICATION, s.label(s.anyKind(), perDay(s, 0.06, 0.2)));
        s.answer = Answer.of(STEADY, WATCH);
    }

    /** As most who report have it: one replica for six days, and in two of three cases another environment beside it. */
    private static void oneLongLife(Story s) {
        s.pods = 1;
        s.days = 6;
        s.restarting = Restarting.NEVER;
        s.environments = s.random.nextInt(3) == 0 ? 1 : 2;
        s.scrapeStep = List.of(1800, 2700, 5400).get(s.random.nextInt(3));
    }

    private static double perDay(Story s, double low, double high) {
        return s.uniform(low, high) * s.base;
    }

    private static List<String> names(Story s, String base, String shifted) {
        return List.of((s.world.shifted() ? shifted : base).split(" "));
    }

    private static Answer anythingButLabel() {
        return Answer.of(NO_LABEL, INSUFFICIENT_DATA, STEADY, WATCH);
    }

    /** The label group costs what it costs, or next to nothing while the application grows by as much, or while nothing does. */
    private static void carry(Story s, Carrier carrier, NewValues values) {
        switch (carrier) {
            case LABEL -> {
                s.accuse(values);
                s.answer = Answer.of(LABEL);
            }
            case NOBODY -> {
                s.labels.add(cheap(s, values));
                s.answer = Answer.of(STEADY, WATCH);
            }
            case APPLICATION -> {
                s.labels.add(cheap(s, values));
                s.perHour = values.bytesPerDay() / 24;
                s.answer = Answer.of(NO_LABEL, INSUFFICIENT_DATA);
            }
            case APPLICATION_MOST -> {
                NewValues minor = values.arriving(s.logUniform(LEAST_MINOR, MOST_MINOR));
                s.labels.add(minor);
                s.perHour = (values.bytesPerDay() - minor.bytesPerDay()) / 24;
                s.answer = Answer.of(NO_LABEL, INSUFFICIENT_DATA);
            }
        }
    }

    /** A series that is exposed is retained, so none is free. */
    private static NewValues cheap(Story s, NewValues values) {
        double most = CHEAP_SHARE * s.base / (values.perDay() * values.series());
        return values.costing(Math.min(s.uniform(CHEAPEST_BYTES, CHEAP_BYTES), most));
    }

    /** Memory grows with the label's values, but hardly by their metrics. */
    private static void witness(
            Story s, String label, String metric, int series, double values, double price, Form form) {
        s.labels.add(s.newValues(List.of(label), metric, series, values, price).in(form));
    }
}
