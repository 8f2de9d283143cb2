package dev.culprit.scrapes.lifetime;

import dev.culprit.model.LabelSet;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.scrapes.lifetime.SeriesFeed.Scrape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a target shows on a made-up day: processes that restart and tell so or do not, series that are born, pause and expire,
 * families that come and go, scrapes that fail or lose a part.
 */
final class RandomDay {
    static final Map<String, String> TYPES = Map.of(
            "hits",
            "counter",
            "wait",
            "histogram",
            "size",
            "summary",
            "queue",
            "gauge",
            "jvm_memory_used_bytes",
            "gauge");
    private static final String[] METRICS = {
        "hits_total",
        "wait_bucket",
        "wait_count",
        "wait_sum",
        "size_count",
        "queue",
        "jvm_memory_used_bytes",
        "undeclared",
        "undeclared_total"
    };
    private static final Instant MIDNIGHT = Instant.parse("2026-11-16T00:00:00Z");

    record Name(String metric, Map<String, String> labels) {
        long id() {
            return SeriesId.of(metric, new LabelSet(new TreeMap<>(labels)));
        }
    }

    private final Random random;
    final boolean seeded;
    final List<Name> names = new ArrayList<>();
    final List<Scrape> scrapes = new ArrayList<>();
    /** By scrape, what it shows: place of the name to value, in the order of the body. */
    final List<Map<Integer, Double>> shown = new ArrayList<>();

    private final Map<Integer, Double> living = new LinkedHashMap<>();
    private final boolean tellsStart;
    private final boolean agentToo;
    private double start = 1_000;

    RandomDay(long seed) {
        random = new Random(seed);
        seeded = random.nextBoolean();
        tellsStart = random.nextInt(3) == 0;
        agentToo = random.nextInt(3) == 0;
        for (int i = 0; i < 60; i++) {
            names.add(new Name(METRICS[random.nextInt(METRICS.length)], Map.of("path", "/" + i)));
        }
        names.add(new Name("process_start_time_seconds", Map.of()));
        names.add(new Name("process_start_time_seconds", Map.of("pid", "7")));
        names.add(new Name("istio_agent_process_start_time_seconds", Map.of()));
        int count = 5 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            live();
            scrape(i);
        }
    }

    private void live() {
        if (random.nextInt(12) == 0) {
            living.clear();
            start += 0.5 + random.nextInt(500);
        }
        if (random.nextInt(8) == 0) {
            // Idle series expire.
            living.keySet().removeIf(name -> random.nextInt(10) < 7);
        }
        int births = random.nextInt(living.isEmpty() ? 40 : 4);
        for (int i = 0; i < births; i++) {
            living.putIfAbsent(random.nextInt(60), (double) random.nextInt(3));
        }
        living.replaceAll((name, value) -> switch (random.nextInt(30)) {
            case 0 -> Double.NaN;
            case 1 -> -1.0;
            case 2, 3, 4, 5, 6, 7, 8, 9 -> value;
            default -> value + random.nextDouble() * 1e3;
        });
        for (int i = 0; i < 3; i++) {
            boolean told = i < 2 ? tellsStart : agentToo;
            if (told && random.nextInt(10) > 0) {
                living.put(60 + i, i == 1 ? start + 100 * random.nextInt(2) : start + random.nextDouble() / 2);
            } else {
                living.remove(60 + i);
            }
        }
    }

    private void scrape(int number) {
        Map<Integer, Double> body = new LinkedHashMap<>();
        List<Integer> order = new ArrayList<>(living.keySet());
        if (random.nextInt(3) == 0) {
            Collections.shuffle(order, random);
        }
        // Series of a family stand together, as the formats want it: what goes on after others is a fault of the body
        // alone.
        order.sort((one, other) -> family(one).compareTo(family(other)));
        // Some sights are missed.
        order.stream().filter(name -> random.nextInt(25) > 0).forEach(name -> body.put(name, living.get(name)));
        ScrapeOutcome outcome = switch (random.nextInt(10)) {
            case 0 -> ScrapeOutcome.failed("empty");
            case 1 -> new ScrapeOutcome(100, 1_000, ScrapeRow.PARTIAL, "broke off", 0, true);
            case 2 -> new ScrapeOutcome(100, 1_000, ScrapeRow.PARTIAL, "3 bad lines", 3, false);
            default -> new ScrapeOutcome(100, 1_000, ScrapeRow.OK, null, 0, false);
        };
        if (outcome.brokenOff()) {
            body.keySet().removeIf(name -> name > 30);
        }
        if (!outcome.counts()) {
            body.clear();
        }
        scrapes.add(new Scrape(MIDNIGHT.plusSeconds(60L * number), "file-" + number, outcome));
        shown.add(body);
    }

    private String family(int name) {
        return names.get(name).metric().replaceAll("_(bucket|count|sum)$", "");
    }
}
