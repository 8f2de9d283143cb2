package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.simulation.Family;
import dev.culprit.analysis.simulation.World;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Workloads of one simulated world, judged on several threads: these change the time and nothing else. */
record SimulatedWorkloads(World world, int threads) {
    List<FleetWorkload> of(String what, Pattern families, Scoreboard.Seeds seeds) {
        return of(what, families, seeds, Function.identity());
    }

    /** @param kept of each workload, whose histories would fill the memory */
    <T> List<T> of(String what, Pattern families, Scoreboard.Seeds seeds, Function<FleetWorkload, T> kept) {
        List<Supplier<FleetWorkload>> work = Family.all().stream()
                .filter(family -> families.matcher(family.name()).matches())
                .flatMap(family -> LongStream.rangeClosed(seeds.first(), seeds.last())
                        .mapToObj(seed -> (Supplier<FleetWorkload>) () -> FleetWorkload.of(family, world, seed)))
                .toList();
        return inParallel(what, work, each -> kept.apply(each.get()));
    }

    /** Each tenth that is done is told on standard error. */
    <A, B> List<B> inParallel(String what, List<A> all, Function<A, B> work) {
        AtomicInteger done = new AtomicInteger();
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> all.parallelStream()
                            .map(work)
                            .peek(one -> progress(what, done.incrementAndGet(), all.size()))
                            .toList())
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    private static void progress(String what, int done, int all) {
        if (done % Math.max(1, all / 10) == 0) {
            System.err.println("%s: %d of %d".formatted(what, done, all));
        }
    }
}
