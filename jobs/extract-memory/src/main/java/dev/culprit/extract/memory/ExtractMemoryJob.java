package dev.culprit.extract.memory;

import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.Publications;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobLauncher;
import dev.culprit.model.JobSummary;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Job 1: memory readings to {@code container_memory}, and to {@code unread_memory} what had to be left out. Environments are
 * read next to each other, and one that fails does not keep the others from being published. A day is always read as a whole,
 * also when only a part of it lies in the period, since its partition is replaced as a whole; a day without readings keeps
 * the rows that it has.
 */
public final class ExtractMemoryJob {
    private static final String NAME = "extract-memory";
    /** By hand: sources wait for others' services and disks more than they compute. */
    private static final int ENVIRONMENTS_AT_ONCE = 4;

    private ExtractMemoryJob() {}

    public static void main(String[] arguments) {
        JobLauncher.run(NAME, arguments);
    }

    /**
     * @param sources of different environments
     * @param clock tells what a service can have by now
     * @throws CulpritException naming the environments that could not be read, when the others are published
     */
    public static JobSummary run(
            Warehouse warehouse, Configuration configuration, List<MemorySource> sources, Period period, Clock clock) {
        try (Publications publications = new Publications(warehouse, NAME)) {
            Extraction extraction = new Extraction(period, warehouse, publications, configuration, clock);
            List<Staging> stagings = sources.stream()
                    .map(source -> new Staging(source, publications.open()))
                    .toList();
            return publish(
                    stagings,
                    inParallel(stagings.stream()
                            .<Callable<Outcome>>map(
                                    staging -> () -> staging.source().extract(extraction, staging.publication()))
                            .toList()));
        }
    }

    /** What {@link #run} would ask for that is billed, environment by environment; sources that ask for nothing are left out. */
    public static MemoryEstimates estimate(
            Warehouse warehouse, Configuration configuration, List<MemorySource> sources, Period period, Clock clock) {
        List<MemorySource> billed =
                sources.stream().filter(MemorySource::isBilled).toList();
        List<MemoryEstimate> estimates = new ArrayList<>();
        List<CulpritException> failures = new ArrayList<>();
        try (Publications none = new Publications(warehouse, NAME)) {
            Extraction extraction = new Extraction(period, warehouse, none, configuration, clock);
            List<Future<MemoryEstimate>> ended = inParallel(billed.stream()
                    .<Callable<MemoryEstimate>>map(source -> () -> source.estimate(extraction))
                    .toList());
            for (int index = 0; index < ended.size(); index++) {
                try {
                    estimates.add(ended.get(index).get());
                } catch (ExecutionException failure) {
                    failures.add(forUsers(failure.getCause()));
                } catch (InterruptedException stop) {
                    throw new IllegalStateException("interrupted by a thread that has ended", stop);
                }
            }
        }
        return new MemoryEstimates(estimates, failures.isEmpty() ? null : CulpritException.all(failures));
    }

    private record Staging(MemorySource source, Publication publication) {}

    /** Ends when all environments have: nothing may be cleared away while others still stage. */
    private static <T> List<Future<T>> inParallel(List<Callable<T>> work) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.min(ENVIRONMENTS_AT_ONCE, Math.max(1, work.size())));
        try {
            return threads.invokeAll(work);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CulpritException(NAME + " was interrupted", stop);
        } finally {
            threads.shutdown();
        }
    }

    private static JobSummary publish(List<Staging> stagings, List<Future<Outcome>> ended) {
        List<Outcome> outcomes = new ArrayList<>();
        List<CulpritException> failures = new ArrayList<>();
        for (int index = 0; index < ended.size(); index++) {
            Staging staging = stagings.get(index);
            try {
                outcomes.add(ended.get(index).get());
                staging.publication().publish();
            } catch (ExecutionException failure) {
                failures.add(forUsers(failure.getCause()));
            } catch (InterruptedException stop) {
                throw new IllegalStateException("interrupted by a thread that has ended", stop);
            }
        }
        if (!failures.isEmpty()) {
            throw CulpritException.all(failures);
        }
        List<String> facts = new ArrayList<>(List.of(
                Text.counted(outcomes.size(), "environment"),
                Text.counted(sum(outcomes, Outcome::rows), "memory row"),
                Text.counted(sum(outcomes, Outcome::unread), "record") + " left out",
                Text.counted(sum(outcomes, Outcome::ofOthers), "record") + " of other kinds ignored"));
        addBilled(stagings, outcomes, facts);
        long rows = sum(outcomes, Outcome::rows);
        long unread = sum(outcomes, Outcome::unread);
        return new JobSummary(NAME, facts, new Figures(rows + unread + sum(outcomes, Outcome::ofOthers), rows, unread));
    }

    /** Each in its own unit: metrics requested of CloudWatch, samples read for PromQL. */
    private static void addBilled(List<Staging> stagings, List<Outcome> outcomes, List<String> facts) {
        List<Outcome> billed = new ArrayList<>();
        for (int index = 0; index < outcomes.size(); index++) {
            if (stagings.get(index).source().isBilled()) {
                billed.add(outcomes.get(index));
            }
        }
        if (billed.stream().anyMatch(outcome -> outcome.samplesRead() == null)) {
            facts.add(Text.counted(sum(billed, Outcome::metricsRequested), "metric") + " requested");
        }
        if (billed.stream().anyMatch(outcome -> outcome.samplesRead() != null)) {
            facts.add(Text.counted(sum(billed, ExtractMemoryJob::samples), "sample") + " read");
        }
    }

    private static long samples(Outcome outcome) {
        @Nullable Long read = outcome.samplesRead();
        return read == null ? 0 : read;
    }

    private static CulpritException forUsers(@Nullable Throwable failure) {
        if (failure instanceof CulpritException known) {
            return known;
        }
        throw new IllegalStateException(failure);
    }

    private static long sum(List<Outcome> outcomes, ToLongFunction<Outcome> figure) {
        return outcomes.stream().mapToLong(figure).sum();
    }
}
