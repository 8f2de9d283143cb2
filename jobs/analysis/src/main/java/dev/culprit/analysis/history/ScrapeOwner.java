package dev.culprit.analysis.history;

import dev.culprit.analysis.births.ProcessBirths;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Whose metrics a scrape holds. A container that is scraped owns what its scrape shows. One that never is, in none of its
 * replicas in the environment, may still be behind the metrics of another container's scrape in the same pod: then births
 * there are held against its memory too.
 */
public final class ScrapeOwner {
    private ScrapeOwner() {}

    /** The history with the scrapes that it is to be judged by: its own, else those of the pod that show most births. */
    public static ContainerHistory assign(ContainerHistory history, List<ContainerHistory> workload) {
        boolean scraped = workload.stream()
                .filter(other -> sameEnvironment(history, other)
                        && Objects.equals(
                                other.container().container(),
                                history.container().container()))
                .anyMatch(ContainerHistory::scraped);
        if (scraped || history.wholePod()) {
            return history;
        }
        return workload.stream()
                .filter(other -> sameEnvironment(history, other)
                        && other.scraped()
                        && other.container().pod().equals(history.container().pod()))
                .max(Comparator.comparingLong((ContainerHistory other) -> births(other))
                        .thenComparing(other -> other.container().container(), Comparator.reverseOrder()))
                .map(history::scrapedWith)
                .orElse(history);
    }

    private static boolean sameEnvironment(ContainerHistory one, ContainerHistory other) {
        return one.container().environment().equals(other.container().environment());
    }

    private static long births(ContainerHistory history) {
        return history.ledgers().stream().mapToLong(ProcessBirths::lateBirths).sum();
    }
}
