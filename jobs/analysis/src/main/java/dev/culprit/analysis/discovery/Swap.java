package dev.culprit.analysis.discovery;

import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.analysis.history.ContainerHistory.Readings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One container's memory with another one's births: replica by replica and process by process, whole lifetimes, aligned in age. Swapped
 * as a whole, births keep their bursts, their days and what replicas share of them, and memory keeps its noise: only what one has to
 * do with the other is gone.
 */
final class Swap {
    /** By hand: share of the hours of the processes that the other one's must last for; the readings of the rest are left out. */
    static final double COVERED = 0.8;

    /** By hand: a process that lasts for so much of another one's time stands for it. */
    private static final double AS_LONG = 0.9;

    private Swap() {}

    /** Replicas of one container with the births that were given them, and how many of their hours those last for. */
    private record Swapped(List<ContainerHistory> histories, double covered) {}

    /**
     * @param environment where there must be births for most of the memory; elsewhere what does not fit is left out
     * @return null where they do not fit
     */
    static @Nullable List<ContainerHistory> of(Participant memory, Participant births, String environment) {
        Swapped own = swapped(memory.in(environment), births.in(environment));
        if (own == null || own.covered < COVERED) {
            return null;
        }
        List<ContainerHistory> all = new ArrayList<>(own.histories);
        TreeSet<String> elsewhere = new TreeSet<>();
        memory.histories().forEach(history -> elsewhere.add(history.container().environment()));
        elsewhere.remove(environment);
        for (String other : elsewhere) {
            Swapped there = swapped(memory.in(other), births.in(other));
            if (there != null && there.covered >= COVERED) {
                all.addAll(there.histories);
            }
        }
        return all;
    }

    /** Null where one has replicas to compare and the other has not: these are judged by other evidence. */
    private static @Nullable Swapped swapped(List<ContainerHistory> memory, List<ContainerHistory> births) {
        List<ContainerHistory> receivers = scraped(memory);
        List<ContainerHistory> donors = scraped(births);
        int pairs = Math.min(receivers.size(), donors.size());
        if (pairs == 0 || (receivers.size() > 1) != (pairs > 1)) {
            return null;
        }
        List<ContainerHistory> histories = new ArrayList<>();
        double covered = 0;
        double hours = 0;
        for (int i = 0; i < pairs; i++) {
            List<ProcessBirths> own = receivers.get(i).ledgers();
            List<ProcessBirths> foreign = matched(own, donors.get(i).ledgers());
            histories.add(history(receivers.get(i), donors.get(i), foreign));
            for (int k = 0; k < own.size(); k++) {
                hours += length(own.get(k));
                covered += length(foreign.get(k));
            }
        }
        return hours > 0 ? new Swapped(histories, covered / hours) : null;
    }

    private static List<ContainerHistory> scraped(List<ContainerHistory> histories) {
        return histories.stream()
                .filter(history -> !history.ledgers().isEmpty())
                .sorted(Comparator.comparing(history -> history.container().pod()))
                .toList();
    }

    /** For each process the first that lasts as long, else the longest that is left, and where none is left one without births or length. */
    private static List<ProcessBirths> matched(List<ProcessBirths> own, List<ProcessBirths> foreign) {
        List<ProcessBirths> left = new ArrayList<>(foreign);
        return own.stream()
                .map(process -> {
                    ProcessBirths best = left.stream()
                            .filter(other -> length(other) >= AS_LONG * length(process))
                            .findFirst()
                            .or(() -> left.stream().max(Comparator.comparingDouble(Swap::length)))
                            .orElse(null);
                    if (best == null) {
                        return nothing(process);
                    }
                    left.remove(best);
                    return best.inPlaceOf(process);
                })
                .toList();
    }

    private static ProcessBirths nothing(ProcessBirths process) {
        ProcessBirths empty = process.withoutBirths();
        double[] first = {process.scrapes()[0]};
        return new ProcessBirths(
                process.start(),
                first[0],
                first,
                empty.batches(),
                empty.deaths(),
                0,
                0,
                0,
                empty.novelty(),
                empty.distinct(),
                empty.arrivals());
    }

    private static double length(ProcessBirths process) {
        return process.end() - process.scrapes()[0];
    }

    /** Without the readings of the time in which nothing is known of the births. */
    private static ContainerHistory history(
            ContainerHistory memory, ContainerHistory births, List<ProcessBirths> foreign) {
        double[] times = memory.memory().times();
        int[] known = IntStream.range(0, times.length)
                .filter(i -> isKnown(times[i], memory.ledgers(), foreign))
                .toArray();
        Readings read = new Readings(
                Arrays.stream(known).mapToDouble(i -> times[i]).toArray(),
                Arrays.stream(known)
                        .mapToDouble(i -> memory.memory().bytes()[i])
                        .toArray(),
                memory.memory().step());
        return memory.withBirths(read, foreign, births.instrumentation().types());
    }

    private static boolean isKnown(double time, List<ProcessBirths> own, List<ProcessBirths> foreign) {
        int process = 0;
        while (process + 1 < own.size() && own.get(process + 1).start() <= time) {
            process++;
        }
        boolean asLong = length(foreign.get(process)) >= AS_LONG * length(own.get(process));
        return asLong || time <= foreign.get(process).end();
    }
}
