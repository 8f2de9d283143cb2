package dev.culprit.analysis.simulation;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.Rows;
import dev.culprit.analysis.WorkloadAnalysis;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An incident out of formulas that history can hardly decide: a label takes values nearly as evenly as time passes, in one replica or
 * in two, and memory grows as fast, be it by its series or by the application. It is made in no time, so that hundreds can be tried.
 */
public final class PlainIncident {
    private static final String LABEL = "customer";
    private static final int SERIES = 20;
    private static final double DAY = 24;
    private static final double NOON = 12;

    private final boolean guilty;
    private final long seed;
    private final int replicas;
    /** Whole days that are known when the experiment begins at noon of the next. */
    private final int days;

    private final double valuesPerHour;
    /** Of the logarithm of an hour's rate. */
    private final double unevenness;

    private final double bytesPerSeries;
    private final double innovation;

    /** @param guilty the series are the growth; else the application is */
    public PlainIncident(boolean guilty, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
        this.guilty = guilty;
        this.seed = seed;
        replicas = random.nextInt(1, 3);
        days = random.nextInt(3, 8);
        valuesPerHour = random.nextDouble(4, 20);
        unevenness = random.nextDouble(0.01, 0.12);
        bytesPerSeries = 500 * Math.pow(12, random.nextDouble());
        innovation = valuesPerHour * SERIES * bytesPerSeries * random.nextDouble(0.1, 1);
    }

    public ExperimentTrial experiment() {
        double change = days * DAY + NOON;
        Finding before = judged(change, -1);
        return ExperimentTrial.of(
                before,
                ExperimentTrial.DAYS,
                experiment -> judged(
                        change + ExperimentTrial.hours(experiment).toMinutes() / 60.0,
                        experiment.action().contains("(" + name(1) + ")") ? 1 : 0),
                labels -> guilty && labels.equals(List.of(LABEL)));
    }

    /** @param changed the replica that takes no new values from noon on; -1 for none */
    private Finding judged(double untilHour, int changed) {
        Period period = new Period(Rows.time(0), Rows.time(3600 * untilHour));
        int lives = (int) Math.ceil(untilHour / DAY);
        return WorkloadAnalysis.of(
                        IntStream.range(0, replicas)
                                .mapToObj(replica ->
                                        pod(replica, lives, replica == changed).observations())
                                .map(rows ->
                                        ExperimentTrial.until(rows, period.to()).history())
                                .toList(),
                        period)
                .findings()
                .get(0)
                .row();
    }

    private static String name(int replica) {
        return "shop-" + replica;
    }

    private Pod pod(int replica, int lives, boolean changed) {
        long own = 2 * seed + replica;
        Pod.Path noise = Pod.noise(own, 0.8, innovation);
        Pod.Moments values = even(own);
        Pod pod = new Pod(name(replica), lives, DAY)
                .serving((life, hour) -> 900 * hour - 2000 * Math.cos(Math.PI * hour / NOON))
                .taking(LABEL, SERIES, changed ? Pod.until(days, NOON, values) : values);
        double bytesPerHour = valuesPerHour * SERIES * bytesPerSeries;
        return pod.using((life, hour) -> 60e6
                + (guilty ? bytesPerSeries * pod.born(LABEL, life, hour) : bytesPerHour * hour)
                + noise.at(life, hour));
    }

    private Pod.Moments even(long own) {
        return life -> {
            SplittableRandom random = new SplittableRandom(own * 1000 + life);
            return IntStream.range(0, (int) DAY)
                    .boxed()
                    .flatMapToDouble(hour -> random.doubles(
                                    Math.round(valuesPerHour * Math.exp(unevenness * random.nextGaussian())),
                                    hour,
                                    hour + 1)
                            .sorted())
                    .toArray();
        };
    }
}
