package dev.culprit.analysis.simulation;

import dev.culprit.analysis.history.Observations;
import dev.culprit.analysis.simulation.Story.Clock;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a container's scrapes show of its lives: rows of scrapes, families and series. */
final class Exposition {
    private static final List<String> CODES = List.of("200", "201", "301", "404", "500");

    private static final List<String> QUANTILES = List.of("0.5", "0.9", "0.99");
    private static final List<String> PARTS =
            List.of("read", "write", "list", "watch", "retry", "error", "drop", "wait");
    /** By hand: a session or a pod that is alive is counted so often. */
    private static final double USES_AN_HOUR = 20;

    private final Story story;
    private final Sight sight;
    private final Container container;
    private final SplittableRandom random;
    private final List<ScrapeRow> scrapes = new ArrayList<>();
    private final List<FamilyRow> families = new ArrayList<>();
    private final List<SeriesRow> series = new ArrayList<>();
    private final int inventory;
    private final Gauges gauges;
    private final Map<String, String> words = new HashMap<>();

    Exposition(Story story, Sight sight, Container container) {
        this.story = story;
        this.sight = sight;
        this.container = container;
        this.random = new SplittableRandom(container.toString().hashCode() ^ story.sceneSeed());
        this.inventory = 60 + random.nextInt(200);
        this.gauges = new Gauges(story, container);
    }

    Observations with(List<MemoryRow> memory) {
        return new Observations(container, false, memory, scrapes, families, series);
    }

    /** A life with inventory, old values in new combinations, and the story's label groups. */
    void add(Life life) {
        List<Census> census = IntStream.range(0, story.labels.size())
                .mapToObj(label -> new Census(life.values(), label))
                .toList();
        double[] times = addInventory(life, census);
        if (times.length == 0) {
            return;
        }
        story.labels.stream().filter(group -> group.form().pool() > 0).forEach(group -> addPool(life, group, times));
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

    /** A life with inventory alone, as of another container. */
    void addInventory(Life life) {
        addInventory(life, List.of());
    }

    /** What is there from the start, and soon after; returns the times of the scrapes in seconds of the period. */
    private double[] addInventory(Life life, List<Census> census) {
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
            addScrape(life, census, t, t == times[0] && !scrapes.isEmpty());
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

    /** Series that show each of the values that the group's new combinations are made of. */
    private void addPool(Life life, NewValues group, double[] times) {
        for (int i = 0; i < group.form().pool(); i++) {
            int number = i;
            Map<String, String> labels = group.labels().stream()
                    .collect(Collectors.toMap(label -> label, label -> Life.oldValue(label, number)));
            add(life, group.metric() + "_total", "counter", labels, times[0], times[times.length - 1]);
        }
    }

    /** @param restarted whether it is the first of a new process, whose counters extraction finds fallen */
    private void addScrape(Life life, List<Census> census, double second, boolean restarted) {
        Instant time = instant(second);
        scrapes.add(new ScrapeRow(
                container,
                time,
                time + ".prom",
                new ScrapeRow.Body(1, inventory, inventory, 0),
                story.startTimes ? instant(life.startSeconds()) : null,
                ScrapeRow.OK,
                null,
                restarted ? "counters-fell" : null,
                ScrapeRow.Flaws.NONE));
        if (census.isEmpty() || story.clock == Clock.REQUESTS) {
            if (story.clock != Clock.NOTHING) {
                double requests = Math.floor(1000 * life.requestsAt(second));
                families.add(
                        new FamilyRow(container, time, "downstream_rq_total", "counter", inventory, requests, null));
            }
            addTypes(census, time);
        } else if (story.clock != Clock.NOTHING) {
            addCounts(census, second, time);
        }
        if (!census.isEmpty()) {
            families.addAll(gauges.at(life, census, second, time));
        }
    }

    /** Of the labelled families, which count nothing where requests are counted otherwise. */
    private void addTypes(List<Census> census, Instant time) {
        for (int k = 0; k < census.size(); k++) {
            NewValues group = story.labels.get(k);
            families.add(
                    new FamilyRow(container, time, group.metric(), group.form().type(), 0, null, null));
        }
    }

    /** What the labelled families have counted. */
    private void addCounts(List<Census> census, double second, Instant time) {
        for (int k = 0; k < census.size(); k++) {
            NewValues group = story.labels.get(k);
            int alive = census.get(k).alive(second);
            double count = story.clock == Clock.BIRTHS
                    ? census.get(k).born(second)
                    : Math.floor(alive + USES_AN_HOUR * census.get(k).ages(second) / 3600);
            boolean counter = group.form().type().equals("counter");
            families.add(new FamilyRow(
                    container,
                    time,
                    counter ? group.metric() + "_total" : group.metric(),
                    group.form().type(),
                    (long) alive * group.series(),
                    counter ? count : null,
                    counter ? null : count));
        }
    }

    private void addSeries(Life life, Life.Value value, int number, double first, double last) {
        NewValues group = story.labels.get(value.label());
        Form form = group.form();
        boolean told = form.bytesMetric() != null && number == group.series() - 1;
        boolean twin = form.twinMetric() != null && number % 2 == 1;
        String family = told ? form.bytesMetric() : twin ? form.twinMetric() : group.metric();
        Map<String, String> labels = new HashMap<>(16);
        for (int i = 0; i < group.labels().size(); i++) {
            // Of twins each family has its own label.
            if (form.twinMetric() == null || twin == (i == 1)) {
                labels.put(group.labels().get(i), value.values().get(i));
            }
        }
        if (group.nested() != null) {
            labels.put(group.nested(), value.nested());
        }
        labels.put("response_code", CODES.get(number % 3));
        labels.put("reporter", "destination");
        labels.put("source_app", "gateway");
        switch (told ? "gauge" : form.type()) {
            case "histogram" -> {
                boolean bucket = number >= 6;
                if (bucket) {
                    labels.put("le", words.computeIfAbsent("" + number / 3, w -> w));
                }
                add(
                        life,
                        family + (bucket ? "_bucket" : number >= 3 ? "_sum" : "_count"),
                        "histogram",
                        labels,
                        first,
                        last);
            }
            case "summary" -> {
                // Five lines a child: three quantiles, sum and count.
                int line = number % 5;
                labels.put("response_code", CODES.get(number / 5 % 3));
                if (line < 3) {
                    labels.put("quantile", QUANTILES.get(line));
                }
                add(life, family + (line == 3 ? "_sum" : line == 4 ? "_count" : ""), "summary", labels, first, last);
            }
            case "counter" -> {
                labels.put("part", PARTS.get(number / 3 % PARTS.size()));
                add(life, family + "_total", "counter", labels, first, last);
            }
            default -> {
                labels.put("part", PARTS.get(number / 3 % PARTS.size()));
                add(life, family, "gauge", labels, first, last);
            }
        }
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
