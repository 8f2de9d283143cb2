package dev.culprit.report;

import dev.culprit.model.Period;
import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Experiment;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Elsewhere;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Finding.MemoryTrend;
import dev.culprit.model.finding.Finding.Saving;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.finding.Shape;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import java.time.Instant;
import java.util.List;

/** Findings as correlate writes them. */
public final class Findings {
    public static final Instant FROM = Instant.parse("2026-11-16T00:00:00Z");
    public static final Instant TO = Instant.parse("2026-11-19T00:00:00Z");
    public static final List<String> HOSTS = List.of("destination_service", "destination_service_name");
    public static final List<String> ISTIO_METRICS = List.of(
            "istio_request_bytes",
            "istio_request_duration_milliseconds",
            "istio_requests_total",
            "istio_response_bytes");

    private Findings() {}

    public static Culprit hostLabels() {
        return hostLabels(List.of(
                "a3f9.x1.myftpupload.com",
                "b77c.x2.myftpupload.com",
                "c0de.x1.myftpupload.com",
                "d4e5.x9.myftpupload.com",
                "e901.x3.myftpupload.com",
                "f00d.x7.myftpupload.com"));
    }

    public static Culprit hostLabels(List<String> examples) {
        return new Culprit(
                HOSTS,
                ISTIO_METRICS,
                0.97,
                FROM.plusSeconds(3900),
                540.0,
                21.6,
                25.0,
                new Interval(1120, 1010, 1240),
                new LabelValues("*.*.myftpupload.com", examples, 1200L),
                new Saving(12_600, 14_100_000));
    }

    public static Finding labelLeak() {
        return labelLeak(hostLabels());
    }

    public static Finding labelLeak(Culprit culprit) {
        return new Finding(
                "eks-prod",
                new ReplicatedContainer("prod", "web", "wp-proxy", "istio-proxy"),
                new Period(FROM, TO),
                Verdict.LABEL,
                0.97,
                new MemoryTrend(605_000.0, 571_000.0, 640_000.0, Shape.LEAK, 8, 48.0),
                List.of(culprit),
                List.of(
                        new Evidence(
                                "environment-contrast",
                                "Series and memory grow in prod; neither grows in test and dev.",
                                List.of(
                                        new Figure("prod series/h", 540),
                                        new Figure("test series/h", 0),
                                        new Figure("dev series/h", 0))),
                        new Evidence(
                                "association",
                                "Hours with more births are hours with more memory: the changes go together, not just"
                                        + " the levels.",
                                List.of(new Figure("rank correlation", 0.71), new Figure("p", 0.0005))),
                        new Evidence(
                                "births",
                                "98 % of all births in live processes came with a new value of these labels, such as "
                                        + culprit.values().examples().get(0) + ".",
                                List.of(new Figure("share", 0.98), new Figure("births", 75_600))),
                        new Evidence(
                                "cost",
                                "1.1 kB a series lies within what Envoy's histograms are known to cost.",
                                List.of(new Figure("bytes per series", 1120)))),
                List.of(
                        "The label is removed in one pod and its memory still grows.",
                        "Traffic, not new hosts, explains the slope: compare a day with as many requests to old"
                                + " hosts."),
                List.of("No scrape shows istio_build: the proxy's version is not known."),
                List.of(
                        new Elsewhere("dev", Verdict.STEADY, 0.0, 900.0),
                        new Elsewhere("test", Verdict.STEADY, 0.0, 1200.0)),
                List.of(),
                List.of());
    }

    public static Finding steadyProxy(double slope) {
        return finding(
                null,
                "web",
                "wp-proxy",
                "istio-proxy",
                Verdict.STEADY,
                new MemoryTrend(slope, slope - 2000, slope + 2000, Shape.FLAT, 1, null));
    }

    public static Finding applicationLeak() {
        Finding plain = finding(
                "eks-prod",
                "media",
                "thumbs",
                "app",
                Verdict.NO_LABEL,
                new MemoryTrend(2_410_000.0, 2_300_000.0, 2_520_000.0, Shape.LEAK, 1, 66.0));
        return new Finding(
                plain.cluster(),
                plain.container(),
                new Period(FROM, TO),
                Verdict.NO_LABEL,
                0.93,
                plain.memory(),
                List.of(),
                List.of(new Evidence(
                        "series-flat",
                        "Memory grows by 2.4 MB/h while the number of series stands at 650.",
                        List.of(new Figure("births/h", 0.1)))),
                List.of("Series that the scrape does not show, as with a second metrics port."),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static Finding plateau() {
        return finding(
                "eks-prod",
                "shop",
                "catalog",
                "app",
                Verdict.STEADY,
                new MemoryTrend(12_000.0, -4_000.0, 29_000.0, Shape.PLATEAU, 1, null));
    }

    public static Finding unknown() {
        Finding plain = finding(null, "ops", "nightly-export", "app", Verdict.INSUFFICIENT_DATA, null);
        return new Finding(
                plain.cluster(),
                plain.container(),
                new Period(FROM, TO),
                plain.verdict(),
                0.0,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of("no memory is known of this container"),
                List.of(),
                List.of(),
                List.of());
    }

    private static Finding finding(
            String cluster, String namespace, String workload, String container, Verdict verdict, MemoryTrend memory) {
        return new Finding(
                cluster,
                new ReplicatedContainer("prod", namespace, workload, container),
                new Period(FROM, TO),
                verdict,
                0.9,
                memory,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Memory grows, and a label fits as well as time does. */
    public static Finding undecided() {
        Finding plain = finding(
                "eks-prod",
                "shop",
                "checkout",
                "app",
                Verdict.INSUFFICIENT_DATA,
                new MemoryTrend(1_300_000.0, 1_100_000.0, 1_500_000.0, Shape.LEAK, 2, 30.0));
        return suspecting(
                new Finding(
                        plain.cluster(),
                        plain.container(),
                        plain.period(),
                        plain.verdict(),
                        0.0,
                        plain.memory(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("a decision between tenant and what else grows with time: both fit (probability 0.62)"),
                        List.of(),
                        List.of(),
                        List.of()),
                new Suspect(
                        List.of("tenant"),
                        0.62,
                        310,
                        new Interval(2100, 900, 3400),
                        0.55,
                        new Experiment("Leave out tenant.", "Memory stands.", 30)),
                new Suspect(List.of("path"), 0.08, 40, new Interval(700, 0, 2100), 0.1));
    }

    public static Finding suspecting(Finding finding, Suspect... suspects) {
        return new Finding(
                finding.cluster(),
                finding.container(),
                finding.period(),
                finding.verdict(),
                finding.confidence(),
                finding.memory(),
                finding.culprits(),
                finding.evidence(),
                finding.refutedBy(),
                finding.missing(),
                finding.environments(),
                finding.interventions(),
                List.of(suspects));
    }
}
