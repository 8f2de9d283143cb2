package dev.culprit.benchmarks.series;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which targets a fleet has and how many rows each of them fills: workloads have few replicas or many, and some have hundreds of times
 * the series of others (log-normal). Three workloads run away by a label; every fiftieth of the others leaks and no label has to do
 * with it.
 */
record FleetPlan(long seed, List<Target> targets) {
    static final int DAYS = 7;
    /** The three take this share of all rows. */
    private static final double RUNAWAY_SHARE = 0.12;
    /** A series that is born within the week is there for this many days in the mean, and fills as many rows. */
    private static final double DAYS_OF_A_BIRTH = 4;

    private static final int NAMESPACES = 20;
    private static final int RUNAWAY_REPLICAS = 4;
    private static final int ORDINARY_LEAK_EVERY = 50;
    /** Standard deviation of the logarithm of a workload's size: the biggest of 300 has some fifty times the median's. */
    private static final double SPREAD = 1.3;

    /**
     * A label, or several together, that takes a new value again and again.
     *
     * @param value with {@code %s} for what is new
     */
    record Runaway(List<String> labels, String value) {}

    static final List<Runaway> RUNAWAYS = List.of(
            new Runaway(List.of("destination_service", "destination_service_name"), "%s.tenant.example.com"),
            new Runaway(List.of("request_path"), "/orders/%s/items"),
            new Runaway(List.of("source_principal"), "spiffe://cluster.local/ns/batch/sa/run-%s"));

    /**
     * A pod with one process, which lives for the whole week.
     *
     * @param series that it has from the beginning, or takes up from a bounded stock
     * @param births by the runaway label
     * @param runaway number of it in {@link #RUNAWAYS}, -1 for none
     */
    record Target(
            int number,
            String namespace,
            String workload,
            String pod,
            long series,
            long births,
            int runaway,
            boolean leaks) {
        long rows() {
            return DAYS * series + Math.round(DAYS_OF_A_BIRTH * births);
        }
    }

    private record Workload(String namespace, String name, int replicas, double weight, int runaway, boolean leaks) {}

    /** @param giant births of one of the pods that run away, in the place of its share; 0 for a fleet without such a pod */
    static FleetPlan of(long rows, int targets, long seed, long giant) {
        List<Workload> workloads = workloads(targets, new SplittableRandom(seed));
        double weights = workloads.stream()
                .mapToDouble(workload -> workload.replicas * workload.weight)
                .sum();
        long births = Math.round(rows * RUNAWAY_SHARE / DAYS_OF_A_BIRTH / RUNAWAYS.size() / RUNAWAY_REPLICAS);
        double series = rows * (1 - RUNAWAY_SHARE) / DAYS;
        List<Target> all = new ArrayList<>();
        for (Workload workload : workloads) {
            for (int replica = 0; replica < workload.replicas; replica++) {
                all.add(new Target(
                        all.size(),
                        workload.namespace,
                        workload.name,
                        "%s-7d9f8b6c5d-%05d".formatted(workload.name, replica),
                        Math.max(1, Math.round(series * workload.weight / weights)),
                        workload.runaway < 0 ? 0 : workload.runaway == 0 && replica == 0 && giant > 0 ? giant : births,
                        workload.runaway,
                        workload.leaks));
            }
        }
        return new FleetPlan(seed, List.copyOf(all));
    }

    private static List<Workload> workloads(int targets, SplittableRandom random) {
        List<Workload> workloads = new ArrayList<>();
        int left = targets;
        for (int number = 0; left > 0; number++) {
            // The three are not the first, nor next to one another.
            int runaway = number % 17 == 5 && number / 17 < RUNAWAYS.size() ? number / 17 : -1;
            int replicas = Math.min(
                    left,
                    runaway >= 0
                            ? RUNAWAY_REPLICAS
                            : 1 + (int) Math.min(20, Math.floor(Math.exp(0.9 * random.nextGaussian()))));
            workloads.add(new Workload(
                    "team-%02d".formatted(number % NAMESPACES),
                    "service-%03d".formatted(number),
                    replicas,
                    runaway >= 0 ? 1 : Math.exp(SPREAD * random.nextGaussian()),
                    runaway,
                    runaway < 0 && number % ORDINARY_LEAK_EVERY == ORDINARY_LEAK_EVERY - 1));
            left -= replicas;
        }
        return workloads;
    }
}
