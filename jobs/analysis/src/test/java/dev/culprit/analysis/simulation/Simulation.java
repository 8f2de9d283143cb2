package dev.culprit.analysis.simulation;

import dev.culprit.analysis.ContainerHistory;
import dev.culprit.analysis.Observations;
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
        story = family.story(world, seed);
        int weekday = story.random.nextInt(7);
        places = List.of(
                Place.of(story, "prod", story.pods, weekday),
                Place.of(story, "dev", story.random.nextInt(1, 3), weekday),
                Place.of(story, "test", 1, weekday));
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
                || story.hiddenPerHour > 0;
        return new Truth(
                "prod",
                story.merged ? NEIGHBOUR : TRIED,
                leaks,
                hours > 0 ? growth / hours : 0,
                guilty,
                Double.isNaN(story.fixedOnDay) ? null : START.plusSeconds((long) story.fixedStep() * Paths.STEP),
                groups(story.removed));
    }

    private static List<Guilty> groups(List<NewValues> values) {
        return values.stream()
                .map(group -> new Guilty(group.labels(), group.nested(), group.bytes()))
                .toList();
    }
}
