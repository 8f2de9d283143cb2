package dev.culprit.analysis.simulation;

import dev.culprit.analysis.history.Observations;
import dev.culprit.model.Container;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a container's scrapes show of its lives: rows of scrapes, families and series. */
final class Exposition {
    private static final List<String> CODES = List.of("200", "201", "301", "404", "500");

    private final Story story;
    private final Sight sight;
    private final Container container;
    private final SplittableRandom random;
    private final List<ScrapeRow> scrapes = new ArrayList<>();
    private final List<FamilyRow> families = new ArrayList<>();
    private final List<SeriesRow> series = new ArrayList<>();
    private final int inventory;
    private final Map<String, String> words = new HashMap<>();

    Exposition(Story story, Sight sight, Container container) {
        this.story = story;
        this.sight = sight;
        this.container = container;
        this.random = new SplittableRandom(container.toString().hashCode());
        this.inventory = 60 + random.nextInt(200);
    }

    Observations with(List<MemoryRow> memory) {
        return new Observations(container, false, memory, scrapes, families, series);
    }

    /** A life with inventory, old values in new combinations, and the story's label groups. */
    void add(Life life) {
        double[] times = addInventory(life);
        if (times.length == 0) {
            return;
        }
        double last = times[times.length - 1];
        for (Life.Value value : life.values()) {
            for (int s = 0; s < value.times().length; s++) {
                int seen = firstAtOrAfter(times, value.times()[s]);
                if (seen == times.length || times[seen] >= value.gone()) {
                    continue;
                }
                int gone = value.gone() > last ? times.length : firstAtOrAfter(times, value.gone());
                addSeries(life, value, s, times[seen], times[gone - 1]);
            }
        }
    }

    /** What is there from the start, and soon after; returns the times of the scrapes in seconds of the period. */
    double[] addInventory(Life life) {
        double phase = random.nextInt(story.scrapeStep);
        List<Double> found = new ArrayList<>();
        for (double t = Math.ceil(life.startSeconds() / story.scrapeStep) * story.scrapeStep + phase;
                t < (double) life.end() * Paths.STEP - 30;
                t += story.scrapeStep) {
            if (t > life.startSeconds() + 20 && !sight.scrapeMissing((int) (t / Paths.STEP), random)) {
                found.add(t);
            }
        }
        double[] times = found.stream().mapToDouble(Double::doubleValue).toArray();
        for (double t : times) {
            addScrape(life, t);
        }
        if (times.length > 0) {
            double last = times[times.length - 1];
            for (int i = 0; i < inventory; i++) {
                // A tenth are combinations of old values that first occur in the course of the life.
                double birth = i % 10 == 9 ? life.startSeconds() + Paths.exponential(random, 6 * 3600) : times[0];
                int seen = firstAtOrAfter(times, birth);
                if (seen < times.length) {
                    Map<String, String> labels = Map.of(
                            "cluster",
                            "cluster-" + i % 37,
                            "response_code",
                            CODES.get(i / 37 % 5),
                            "direction",
                            i % 2 == 0 ? "in" : "out");
                    add(life, "cluster_rq_total", "counter", labels, times[seen], last);
                }
            }
        }
        return times;
    }

    private void addScrape(Life life, double second) {
        Instant time = instant(second);
        scrapes.add(new ScrapeRow(
                container,
                time,
                time + ".prom",
                1,
                inventory,
                inventory,
                0,
                story.startTimes ? instant(life.startSeconds()) : null,
                ScrapeRow.OK,
                null,
                null,
                0L));
        if (story.requestCounter) {
            families.add(new FamilyRow(
                    container,
                    time,
                    "downstream_rq_total",
                    "counter",
                    inventory,
                    Math.floor(1000 * life.requestsAt(second)),
                    null));
        }
    }

    private void addSeries(Life life, Life.Value value, int number, double first, double last) {
        NewValues group = story.labels.get(value.label());
        Map<String, String> labels = new HashMap<>(16);
        for (String label : group.labels()) {
            labels.put(label, value.value());
        }
        if (group.nested() != null) {
            labels.put(group.nested(), value.nested());
        }
        labels.put("response_code", CODES.get(number % 3));
        labels.put("reporter", "destination");
        labels.put("source_app", "gateway");
        boolean bucket = number >= 6;
        if (bucket) {
            labels.put("le", words.computeIfAbsent("" + number / 3, w -> w));
        }
        String metric =
                bucket ? group.metric() + "_bucket" : number >= 3 ? group.metric() + "_sum" : group.metric() + "_count";
        add(life, metric, "histogram", labels, first, last);
    }

    private void add(Life life, String metric, String type, Map<String, String> labels, double first, double last) {
        series.add(new SeriesRow(
                container,
                story.startTimes ? instant(life.startSeconds()) : null,
                metric,
                type,
                labels,
                series.size(),
                instant(first),
                instant(Math.max(first, last)),
                1));
    }

    private static Instant instant(double second) {
        return Simulation.START.plusSeconds(Math.round(second));
    }

    private static int firstAtOrAfter(double[] ascending, double key) {
        int at = Arrays.binarySearch(ascending, key);
        return at >= 0 ? at : -at - 1;
    }
}
