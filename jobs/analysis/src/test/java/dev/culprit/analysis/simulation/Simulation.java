package dev.culprit.analysis.simulation;

import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.simulation.Truth.Guilty;
import dev.culprit.model.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One incident of a family: the same world and seed give the same rows. */
public final class Simulation {
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    static final String TRIED = "proxy";
    static final String NEIGHBOUR = "app";

    private final Story story;
    private final List<Place> places;
    private final List<PodRun> runs = new ArrayList<>();

    public Simulation(Family family, World world, long seed) {
        this(family.story(world, seed));
    }

    /**
     * Weeks of a proxy that keeps a series for every host, with nightly restarts and a scrape every quarter of an hour, whose
     * hosts are taken out of its metrics for a while.
     *
     * @param fixedOnDay from then on hosts are new values no more, and from {@code returnsOnDay} on again; days from the start,
     *     with fractions
     */
    public static Simulation weeks(long seed, int weeks, double fixedOnDay, double returnsOnDay) {
        Story story = new Story(World.BASE, seed);
        story.days = 7 * weeks;
        story.pods = 2;
        story.restarting = Story.Restarting.NIGHTLY;
        story.scrapeStep = 900;
        story.neighbourScraped = false;
        NewValues hosts = new NewValues(
                List.of("destination_service", "destination_service_name"),
                null,
                "istio_requests",
                6,
                480,
                0.4 * story.base / (6 * 480),
                0.6,
                0.5,
                0.5,
                0,
                NewValues.Expiry.NEVER,
                0,
                NewValues.Pace.BURSTS,
                Form.HISTOGRAM);
        story.accuse(hosts);
        story.removed.add(hosts);
        story.fixedOnDay = fixedOnDay;
        story.returnsOnDay = returnsOnDay;
        return new Simulation(story);
    }

    /**
     * An incident that goes on for more days, in which from the day on that it would have ended on no label takes new values in the first
     * replica of production.
     */
    public static Simulation experiment(Family family, World world, long seed, int days) {
        Story story = family.story(world, seed);
        story.fixedOnDay = story.days;
        story.days += days;
        story.removed.addAll(story.labels);
        story.inOneReplica = true;
        return new Simulation(story);
    }

    private Simulation(Story story) {
        this.story = story;
        int weekday = story.random.nextInt(7);
        List<Place> all = List.of(
                Place.of(story, "prod", story.pods, weekday),
                Place.of(story, "dev", story.random.nextInt(1, 3), weekday),
                Place.of(story, "test", 1, weekday));
        places = all.subList(0, story.environments);
        for (Place place : places) {
            for (int pod = 0; pod < place.pods(); pod++) {
                runs.add(new PodRun(story, place, pod));
            }
        }
    }

    public Period period() {
        return new Period(START, START.plus(Duration.ofDays(story.days)));
    }

    List<PodRun> runs() {
        return runs;
    }

    /** What the warehouse would hold of the workload, pod by pod; each call makes it anew, as it may be large. */
    public List<Observations> observations() {
        return runs.stream().flatMap(run -> run.observations().stream()).toList();
    }

    /** The same, condensed pod by pod. */
    public List<ContainerHistory> histories() {
        return runs.stream()
                .flatMap(run -> run.observations().stream())
                .map(Observations::history)
                .toList();
    }

    /** Of the container on trial alone, in its own environment. */
    public List<ContainerHistory> tried() {
        String container = story.merged ? NEIGHBOUR : TRIED;
        return runs.stream()
                .filter(run -> run.place().production())
                .flatMap(run -> run.observations().stream())
                .filter(rows -> rows.container().container().equals(container))
                .map(Observations::history)
                .toList();
    }

    /** Lifetimes in production that are long enough to be told; known once the rows were made. */
    public long lifetimes() {
        return runs.stream()
                .filter(run -> run.place().production())
                .mapToLong(PodRun::lifetimes)
                .sum();
    }

    /** Known once the rows were made. */
    public Truth truth() {
        double growth = 0;
        double hours = 0;
        for (PodRun run : runs) {
            if (run.place().production()) {
                growth += run.growth();
                hours += run.hours();
            }
        }
        List<Guilty> guilty = groups(story.guilty);
        boolean leaks = !guilty.isEmpty()
                || story.perHour > 0
                || story.perRequestHour > 0
                || story.burstsPerHour > 0
                || story.hiddenPerHour > 0
                || story.labels.stream().anyMatch(group -> group.form().objectBytes() > 0);
        return new Truth(
                "prod",
                story.merged ? NEIGHBOUR : TRIED,
                leaks,
                hours > 0 ? growth / hours : 0,
                guilty,
                Double.isNaN(story.fixedOnDay) ? null : START.plusSeconds((long) story.fixedStep() * Paths.STEP),
                groups(story.removed),
                story.answer);
    }

    /** Of the workload in production. */
    public int replicas() {
        return story.pods;
    }

    private static List<Guilty> groups(List<NewValues> values) {
        return values.stream()
                .map(group -> new Guilty(group.labels(), group.nested(), group.bytes()))
                .toList();
    }
}
