package dev.culprit.analysis.simulation;

import dev.culprit.analysis.simulation.NewValues.Pace;
import dev.culprit.analysis.simulation.Story.Restarting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One process from start to end: its requests, the series it makes, and its memory. Steps of {@link Paths#STEP}. */
final class Life {
    /**
     * One new value.
     *
     * @param values one for each label of the group
     * @param nested value of the nested label, or null
     * @param times in seconds of the period at which its series come, ascending
     * @param gone second from which on none of them is exposed, infinite for never
     */
    record Value(int label, List<String> values, String nested, double[] times, double gone) {}

    private static final double WARM_UP_HOURS = 1;
    /** In thousands, at mean traffic. */
    private static final double REQUESTS_AN_HOUR = 43.2;

    private final Story story;
    private final Place place;
    private final double[][] own;
    private final int start;
    private int end;
    private final double share;
    private final SplittableRandom random;
    private final long together;
    private final boolean spared;
    private final boolean changed;
    private final List<Value> values = new ArrayList<>();
    private final double[] requests;
    private final double[] heap;
    private final double[] resident;
    private final Set<List<String>> combinations = new HashSet<>();
    private double growth;
    private String nested;

    /**
     * @param share of the traffic that this pod gets, mean 1
     * @param spared takes no new values
     * @param changed is one of those in which the story's change is made
     */
    Life(
            Story story,
            Place place,
            double[][] own,
            int start,
            int end,
            double share,
            SplittableRandom random,
            long together,
            boolean spared,
            boolean changed) {
        this.story = story;
        this.place = place;
        this.own = own;
        this.start = start;
        this.end = end;
        this.share = share;
        this.random = random;
        this.together = together;
        this.spared = spared;
        this.changed = changed;
        this.requests = new double[end - start + 1];
        this.heap = new double[end - start + 1];
        this.resident = new double[end - start + 1];
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    double startSeconds() {
        return (double) start * Paths.STEP;
    }

    List<Value> values() {
        return values;
    }

    /** Bytes without end that were truly added after the first hour, by labels and the application. */
    double growth() {
        return growth;
    }

    /** Hours after the first one. */
    double hours() {
        return Math.max(0, (end - start) * Paths.STEP / 3600.0 - WARM_UP_HOURS);
    }

    /** Requests since the start, in thousands, at a second of the period within this life. */
    double requestsAt(double second) {
        return at(requests, second);
    }

    /** Bytes on the heap that came since the start, at a second of the period within this life. */
    double heapAt(double second) {
        return at(heap, second);
    }

    /** Bytes without page cache, at a second of the period within this life. */
    double residentAt(double second) {
        return at(resident, second);
    }

    private double at(double[] path, double second) {
        double at = Math.min(end - start, Math.max(0, second / Paths.STEP - start));
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, end - start);
        return path[below] + (at - below) * (path[above] - path[below]);
    }

    /** Writes this life's memory into {@code memory}; ends earlier where memory runs out. */
    void run(double[] memory) {
        double dt = Paths.STEP / 3600.0;
        double limit = story.restarting == Restarting.OUT_OF_MEMORY
                ? story.base * (1.5 + 2 * random.nextDouble()) + story.traffic + story.warmUp
                : Double.POSITIVE_INFINITY;
        double dayFactor = Paths.logNormal(random.nextGaussian(), 0.2);
        double[] factors = new double[story.labels.size()];
        for (int k = 0; k < factors.length; k++) {
            factors[k] = story.labels.get(k).pace() == Pace.BURSTS ? Paths.logNormal(random.nextGaussian(), 0.15) : 1;
        }
        double[] owed = new double[end - start + 1];
        double retained = 0;
        double leaked = 0;
        double lagged = place.traffic()[start] * place.load() * share;
        double most = 0;
        double garbage = 0;
        double garbageLimit = story.garbage * (0.8 + 0.4 * random.nextDouble());
        double early = 0;
        PageCache pageCache = new PageCache(story);
        Strides strides = new Strides(story, random);
        double[] regular = new double[factors.length];
        for (int i = start; i < end; i++) {
            double age = (i - start) * dt;
            double appShare =
                    (place.production() ? 1 : story.leakElsewhere) * (i >= story.fixedStep() ? story.leakAfterFix : 1);
            double traffic = place.traffic()[i] * place.load() * share;
            requests[i - start + 1] =
                    requests[i - start] + REQUESTS_AN_HOUR * dt * traffic * (1 + 0.02 * random.nextGaussian());
            lagged += (1 - Math.exp(-dt / 0.5)) * (traffic - lagged);
            most = Math.max(most, lagged);
            for (int k = 0; k < factors.length; k++) {
                arrivals(k, i, age, factors[k] * dayFactor, regular, owed);
            }
            retained += owed[i - start];
            double app = appShare
                    * (story.perHour * dt
                            + bursts(dt)
                            + story.hiddenPerHour * place.hidden()[i] * dt * (0.8 + 0.4 * random.nextDouble()));
            double byRequests = appShare * story.perRequestHour * traffic / place.load() * dt;
            leaked += app + byRequests;
            if (age <= WARM_UP_HOURS) {
                early = retained + leaked;
            }
            growth = retained + leaked - early;
            garbage += story.garbage / Math.max(0.1, story.garbageHours) * traffic * dt;
            if (garbage > garbageLimit) {
                garbage = 0.05 * garbageLimit;
                garbageLimit = story.garbage * (0.8 + 0.4 * random.nextDouble());
            }
            double held = story.base
                    + story.warmUp * (1 - Math.exp(-age / story.warmUpHours))
                    + story.traffic * lagged
                    + story.cache * (1 - Math.exp(-requests[i - start + 1] / (REQUESTS_AN_HOUR * story.cacheHours)))
                    + story.highWater * most
                    + retained
                    + leaked;
            heap[i - start + 1] = retained + (story.leakOutsideHeap ? 0 : leaked) + garbage;
            resident[i - start + 1] = (story.arena > 0 ? Math.ceil(held / story.arena) * story.arena : held)
                    + garbage
                    + strides.after(traffic, dt);
            memory[i] = resident[i - start + 1] + pageCache.after(traffic, dt);
            if (memory[i] > limit && age > 6) {
                end = i + 1;
                break;
            }
        }
    }

    private double bursts(double dt) {
        if (story.burstsPerHour == 0) {
            return 0;
        }
        // A compound Poisson path: one burst in two hours, of exponential size.
        double total = 0;
        for (int n = Paths.poisson(random, dt / 2); n > 0; n--) {
            total += Paths.exponential(random, 2 * story.burstsPerHour);
        }
        return total;
    }

    private boolean stopped(NewValues group, int step) {
        return changed && step >= story.fixedStep() && step < story.returnStep() && story.removed.contains(group);
    }

    private void arrivals(int label, int step, double age, double factor, double[] regular, double[] owed) {
        NewValues group = story.labels.get(label);
        if (spared || step < story.arrivalStep() || stopped(group, step)) {
            return;
        }
        double mean = place.predictable(group, step, age);
        // What is the same in all pods is drawn from a source that all of them have.
        SplittableRandom source = group.pace() == Pace.TOGETHER
                ? new SplittableRandom(together + label * 1_000_003L + step * 0x9E3779B97F4A7C15L)
                : random;
        int count = switch (group.pace()) {
            case REGULAR -> {
                regular[label] += group.perDay() / Paths.STEPS_A_DAY * (place.production() ? 1 : group.elsewhere());
                int whole = (int) regular[label];
                regular[label] -= whole;
                yield whole;
            }
            case HOURLY -> {
                regular[label] += group.perDay() / Paths.STEPS_A_DAY * (place.production() ? 1 : group.elsewhere());
                int whole = step * Paths.STEP % 3600 == 0 ? (int) regular[label] : 0;
                regular[label] -= whole;
                yield whole;
            }
            case STEP -> step - start == (int) (5 * 3600.0 / Paths.STEP) ? (int) (0.8 * group.perDay()) : 0;
            case TOGETHER -> Paths.poisson(source, mean * place.burst(story, label, step, 0));
            case HIDDEN, BURSTS ->
                Paths.poisson(source, mean * factor * place.burst(story, label, step, own[label][step]));
        };
        for (int n = 0; n < count; n++) {
            arrive(label, step, source, owed);
        }
    }

    private void arrive(int label, int step, SplittableRandom source, double[] owed) {
        NewValues group = story.labels.get(label);
        double now = (step + source.nextDouble()) * Paths.STEP;
        double[] times = new double[group.series()];
        for (int s = 0; s < times.length; s++) {
            boolean later = s >= 0.8 * times.length;
            times[s] = now + (later ? Paths.exponential(source, 2 * 3600) : 0);
            int at = (int) (times[s] / Paths.STEP) - start;
            if (at < owed.length) {
                owed[at] += group.bytes();
            }
        }
        int first = step - start;
        owed[first] += group.form().objectBytes();
        Arrays.sort(times);
        double gone = Double.POSITIVE_INFINITY;
        if (source.nextDouble() < group.expiry().vanishing) {
            gone = times[times.length - 1] + (1 + 3 * source.nextDouble()) * 3600;
            int at = (int) (gone / Paths.STEP) - start;
            if (at < owed.length) {
                owed[at] -= (group.bytes() * group.series() + group.form().objectBytes()) * group.expiry().freed;
            }
        }
        if (group.nested() != null && (nested == null || source.nextInt(6) == 0)) {
            nested = "ns-" + Long.toHexString(source.nextLong() >>> 40);
        }
        values.add(new Value(label, values(group, source), nested, times, gone));
    }

    private List<String> values(NewValues group, SplittableRandom source) {
        int pool = group.form().pool();
        if (group.form().twinMetric() != null) {
            String value = value(group, source);
            return List.of(value, "/var/log/pods/%s/0.log".formatted(value));
        }
        if (pool == 0) {
            return Collections.nCopies(group.labels().size(), value(group, source));
        }
        List<String> combination;
        do {
            combination = group.labels().stream()
                    .map(label -> oldValue(label, source.nextInt(pool)))
                    .toList();
        } while (!combinations.add(combination));
        return combination;
    }

    /** One of a label's values that all processes show from their start on. */
    static String oldValue(String label, int number) {
        return "%s-%d".formatted(label, number);
    }

    private static String value(NewValues group, SplittableRandom source) {
        String tag = Long.toHexString(source.nextLong() >>> 24);
        return switch (group.labels().get(0)) {
            case "uri", "route" -> "/orders/" + tag;
            case "client_id", "tenant" -> "c-" + tag;
            case "destination_service", "authority" -> tag + ".shops.example.com";
            case "pid" -> Integer.toString(7 + source.nextInt(32_000));
            default -> "v" + tag;
        };
    }
}
