package dev.culprit.analysis.simulation;

import dev.culprit.analysis.simulation.Gauges.Platform;
import dev.culprit.analysis.simulation.NewValues.Expiry;
import dev.culprit.analysis.simulation.NewValues.Pace;
import dev.culprit.analysis.simulation.Truth.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What truly happens in one incident, and how it is observed. Drawn at random within a world's bounds, then bent by a family.
 * Bytes and hours; {@code leakPerDay} is what a leak of this incident costs, whoever causes it.
 */
final class Story {
    enum Restarting {
        NIGHTLY,
        EVERY_OTHER_NIGHT,
        AT_RANDOM,
        OUT_OF_MEMORY,
        NEVER
    }

    /** What counters of the scrape count. */
    enum Clock {
        /** Requests, whoever makes them. */
        REQUESTS,
        /** Only what the labelled family counts: each new value is counted once. */
        BIRTHS,
        /** Only what the labelled family counts, and what expires is not counted any more. */
        ALIVE,
        NOTHING
    }

    final World world;
    final SplittableRandom random;

    // The fleet and its lifetimes.
    int pods;
    int days;
    Restarting restarting;
    boolean newPodNames;

    // Memory of the container on trial.
    final double base;
    final double leakPerDay;
    double warmUp;
    double warmUpHours;
    double traffic;
    double cache;
    double cacheHours;
    double highWater;
    double perHour;
    double perRequestHour;
    double burstsPerHour;
    double hiddenPerHour;
    double arena;
    double garbage;
    double garbageHours;
    /** Pages of log files at most, and how often a day the file is rotated at mean traffic. */
    double pageCache;

    double rotationsPerDay;
    /** Mean bytes that the runtime takes at once, and mean hours between at mean traffic. */
    double stride;

    double strideHours;
    /** The application's own growth is outside of the heap that its runtime tells of. */
    boolean leakOutsideHeap;
    /** The application's own growth in dev and test against production. */
    double leakElsewhere;

    // Traffic.
    double morningRise;
    /** Half of what lies between the busiest and the quietest hour, in mean traffic, or NaN for any. */
    double swing = Double.NaN;

    // The other container of the pod.
    double neighbourPerHour;
    boolean neighbourScraped;
    /** The neighbour's metrics come with this container's scrape, and so do the labels; the neighbour holds their memory. */
    boolean merged;

    // Labels.
    final List<NewValues> labels = new ArrayList<>();
    final List<NewValues> guilty = new ArrayList<>();

    /** In production only so many pods take new values; 0 for all. */
    int canaries;
    /** The day from which on new values come, with a deploy, or NaN. */
    double arriveOnDay = Double.NaN;

    // What is seen of it.
    /** Production alone, or with so many others. */
    int environments = 3;

    Platform platform = Platform.SILENT;
    /** The part of what the application holds for a value that its own gauges tell of. */
    double toldOfObjects;

    int memoryStep = 300;
    int scrapeStep = 300;
    Clock clock = Clock.REQUESTS;
    boolean startTimes = true;
    double missing;
    int gaps;
    double clockOffset;
    /** The day from which on {@link #removed} take no new values, or NaN. Fractions of a day are hours. */
    double fixedOnDay = Double.NaN;
    /** The day from which on they take new values again, or NaN. */
    double returnsOnDay = Double.NaN;
    /** The label groups that go with the fix. */
    final List<NewValues> removed = new ArrayList<>();
    /** They go in the first replica of production only, as in an experiment. */
    boolean inOneReplica;
    /** The fix comes with a start of all processes, else while they run. */
    boolean fixRestarts;
    /** Factor on the application's own growth from that day on. */
    double leakAfterFix = 1;
    /** Factor on traffic from that day on. */
    double trafficAfterFix = 1;

    /** What may be said of it; null where that follows from who is guilty. */
    @Nullable
    Answer answer;

    Story(World world, long seed) {
        this.world = world;
        this.random = new SplittableRandom(seed);
        pods = random.nextInt(world.fewestPods(), world.mostPods() + 1);
        days = random.nextInt(world.fewestDays(), world.mostDays() + 1);
        double how = random.nextDouble();
        restarting = how < 0.6 ? Restarting.NIGHTLY : how < 0.8 ? Restarting.EVERY_OTHER_NIGHT : Restarting.AT_RANDOM;
        base = logUniform(40e6, 150e6);
        leakPerDay = logUniform(0.12, 1.5) * base;
        warmUp = uniform(0.03, 0.15) * base;
        warmUpHours = uniform(0.2, 0.8);
        traffic = uniform(0.01, 0.06) * base;
        cache = random.nextBoolean() ? uniform(0, 0.08) * base : 0;
        cacheHours = uniform(0.5, 2);
        neighbourScraped = random.nextBoolean();
        leakElsewhere = random.nextBoolean() ? uniform(0.1, 1) : 0;
    }

    /** The first step of the change. */
    int fixedStep() {
        return Double.isNaN(fixedOnDay) ? Integer.MAX_VALUE : (int) Math.ceil(fixedOnDay * Paths.STEPS_A_DAY);
    }

    /** The first step after the fix at which it is undone. */
    int returnStep() {
        return Double.isNaN(returnsOnDay) ? Integer.MAX_VALUE : (int) Math.ceil(returnsOnDay * Paths.STEPS_A_DAY);
    }

    /** What scrapes are drawn from besides their container; the same in all incidents of the older families. */
    long sceneSeed() {
        return answer == null ? 0 : Double.doubleToLongBits(base);
    }

    /** The first step at which new values come. */
    int arrivalStep() {
        return Double.isNaN(arriveOnDay) ? 0 : (int) Math.ceil(arriveOnDay * Paths.STEPS_A_DAY);
    }

    double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    double logUniform(double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    /** A label group whose births could pay for {@code perDay} bytes at a price that real clients have; it costs that. */
    NewValues label(Kind kind, double perDay) {
        return label(kind.labels(world), kind.metric, kind.series, perDay);
    }

    /** @param series that each value makes */
    NewValues label(List<String> labels, String metric, int series, double perDay) {
        for (int attempt = 0; attempt < 1000; attempt++) {
            double price = logUniform(250, 9000);
            double births = perDay / price;
            double values = births / series;
            if (births >= 300 && births <= 12_000 && values >= 15) {
                return newValues(labels, metric, series, values, price);
            }
        }
        return newValues(labels, metric, series, Math.max(15, 12_000.0 / series), perDay / 12_000);
    }

    /** @param perDay values */
    NewValues newValues(List<String> labels, String metric, int series, double perDay, double price) {
        return new NewValues(
                labels,
                null,
                metric,
                series,
                perDay,
                price,
                uniform(0.6, 1.1) * world.burst(),
                uniform(0.3, 1),
                uniform(0.2, 1),
                0,
                Expiry.NEVER,
                random.nextBoolean() ? 0 : uniform(0, 0.04),
                Pace.BURSTS,
                Form.HISTOGRAM);
    }

    /** One of the three kinds of label group at random. */
    Kind anyKind() {
        return Kind.values()[random.nextInt(3)];
    }

    /** The label group carries the leak. */
    void accuse(NewValues values) {
        labels.add(values);
        guilty.add(values);
    }

    /** From some moment in the middle of a longer period on these label groups, maybe none, take no new values. */
    void fix(List<NewValues> groups) {
        days = random.nextInt(8, 11);
        fixedOnDay = days * uniform(0.4, 0.65);
        removed.addAll(groups);
    }

    /** The label group takes new values that cost nothing. */
    NewValues acquit(NewValues values) {
        NewValues free = values.costing(0);
        labels.add(free);
        return free;
    }

    /** Label groups by their names in the base world and in the shifted one; the last only ever stands beside others. */
    enum Kind {
        HOSTS("istio_requests", 25, "destination_service destination_service_name", "authority upstream_host"),
        PATHS("http_server_requests_seconds", 54, "uri", "route"),
        CLIENTS("rpc_server_handled", 20, "client_id", "tenant tenant_name"),
        SESSIONS("session_events", 8, "session", "device");

        final String metric;
        final int series;
        private final String names;
        private final String otherNames;

        Kind(String metric, int series, String names, String otherNames) {
            this.metric = metric;
            this.series = series;
            this.names = names;
            this.otherNames = otherNames;
        }

        List<String> labels(World world) {
            return List.of((world.shifted() ? otherNames : names).split(" "));
        }
    }
}
