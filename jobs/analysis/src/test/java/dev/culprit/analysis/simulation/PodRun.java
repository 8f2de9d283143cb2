package dev.culprit.analysis.simulation;

import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.simulation.Story.Restarting;
import dev.culprit.model.Container;
import dev.culprit.model.table.MemoryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One pod over the whole period: its processes' lives one after the other, and what is seen of them. */
final class PodRun {
    private static final double SMALLEST_LIFE_HOURS = 1;

    private final Story story;
    private final Place place;
    private final int number;
    private final long seed;
    private double growth;
    private double hours;
    private long lifetimes;

    PodRun(Story story, Place place, int number) {
        this.story = story;
        this.place = place;
        this.number = number;
        this.seed = story.random.nextLong();
    }

    Place place() {
        return place;
    }

    /** Growth without end in bytes, in all lifetimes after their first hour. */
    double growth() {
        return growth;
    }

    double hours() {
        return hours;
    }

    /** Of more than half an hour: the period's end may cut the last one short. */
    long lifetimes() {
        return lifetimes;
    }

    List<Observations> observations() {
        SplittableRandom random = new SplittableRandom(seed);
        int steps = place.days().length;
        double[][] own = new double[story.labels.size()][];
        for (int k = 0; k < own.length; k++) {
            own[k] = Paths.wandering(random, steps, 1 + 3 * random.nextDouble());
        }
        double share = 0.8 + 0.4 * random.nextDouble();
        growth = 0;
        hours = 0;
        lifetimes = 0;

        List<Life> lives = new ArrayList<>();
        double[] tried = new double[steps];
        int from = 0;
        double nightly = (2 + 2 * random.nextDouble()) * 3600;
        while (from < steps) {
            int to = nextRestart(from, nightly, steps, random);
            Life life = new Life(
                    story,
                    place,
                    own,
                    from,
                    to,
                    share,
                    random.split(),
                    place.name().hashCode(),
                    story.canaries > 0 && place.production() && number >= story.canaries,
                    !story.inOneReplica || (place.production() && number == 0));
            life.run(tried);
            lives.add(life);
            growth += life.growth();
            hours += life.hours();
            lifetimes += (long) (life.end() - life.start()) * Paths.STEP > 1800 ? 1 : 0;
            from = life.end();
        }
        double[] neighbour = neighbour(lives, steps, random);
        Sight sight = new Sight(story, random, steps);
        return story.merged
                ? rows(sight, lives, neighbour, tried, random)
                : rows(sight, lives, tried, neighbour, random);
    }

    private int nextRestart(int from, double nightly, int steps, SplittableRandom random) {
        int perDay = Paths.STEPS_A_DAY;
        int to = switch (story.restarting) {
            case NIGHTLY, EVERY_OTHER_NIGHT -> {
                int nights = story.restarting == Restarting.NIGHTLY ? 1 : 2;
                int tonight = (int) Math.round((nightly + 600 * random.nextDouble()) / Paths.STEP);
                int night = from < tonight ? 0 : 1 + (from - tonight) / perDay;
                yield tonight + (night == 0 ? 0 : night - 1 + nights) * perDay;
            }
            case AT_RANDOM -> from + (int) ((4 + Paths.exponential(random, 26)) * 3600 / Paths.STEP);
            case OUT_OF_MEMORY, NEVER -> steps;
        };
        int next = Math.min(steps, Math.max(to, from + (int) (SMALLEST_LIFE_HOURS * 3600 / Paths.STEP)));
        int deploy = story.fixRestarts ? story.fixedStep() : story.arrivalStep();
        return from < deploy && deploy < next ? deploy : next;
    }

    /** The other container: flat but for its traffic and the leak that the story gives it in production. */
    private double[] neighbour(List<Life> lives, int steps, SplittableRandom random) {
        double level = (0.5 + random.nextDouble()) * story.base;
        double perStep = place.production() ? story.neighbourPerHour * Paths.STEP / 3600 : 0;
        double[] path = new double[steps];
        for (Life life : lives) {
            for (int i = life.start(); i < life.end(); i++) {
                path[i] = level * (1 + 0.02 * place.traffic()[i] * place.load()) + perStep * (i - life.start());
            }
        }
        return path;
    }

    /**
     * @param scraped memory of the container that exposes the story's labels
     * @param other memory of the other one
     */
    private List<Observations> rows(
            Sight sight, List<Life> lives, double[] scraped, double[] other, SplittableRandom random) {
        List<Observations> result = new ArrayList<>();
        double[] proxyReadings = sight.noisy(scraped, random);
        double[] appReadings = sight.noisy(other, random);
        List<List<Life>> pods = story.newPodNames ? lives.stream().map(List::of).toList() : List.of(lives);
        for (int i = 0; i < pods.size(); i++) {
            List<Life> own = pods.get(i);
            String pod = "web-%s-%d%s".formatted(place.name(), number, story.newPodNames ? "-" + i : "");
            int from = own.get(0).start();
            int to = own.get(own.size() - 1).end();
            Container proxy = new Container(place.name(), "eks", "shop", "web", pod, Simulation.TRIED);
            Container app = new Container(place.name(), "eks", "shop", "web", pod, Simulation.NEIGHBOUR);
            Exposition exposition = new Exposition(story, sight, proxy);
            own.forEach(exposition::add);
            result.add(exposition.with(memory(sight, proxy, proxyReadings, from, to)));
            Exposition bare = new Exposition(story, sight, app);
            if (story.neighbourScraped && !story.merged) {
                own.forEach(bare::addInventory);
            }
            result.add(bare.with(memory(sight, app, appReadings, from, to)));
        }
        return result;
    }

    private List<MemoryRow> memory(Sight sight, Container container, double[] readings, int from, int to) {
        List<MemoryRow> rows = new ArrayList<>();
        int stride = story.memoryStep / Paths.STEP;
        for (int i = from; i + stride <= to; i += stride - i % stride) {
            if (sight.memoryMissing(i)) {
                continue;
            }
            double value = Arrays.stream(readings, i, i + stride).average().orElseThrow();
            Instant time =
                    Simulation.START.plusSeconds((long) i * Paths.STEP + Math.round(story.clockOffset / 60) * 60);
            rows.add(new MemoryRow(
                    container,
                    time,
                    story.memoryStep,
                    value,
                    8 * story.base,
                    null,
                    null,
                    "simulated",
                    "percent-of-limit"));
        }
        return rows;
    }
}
