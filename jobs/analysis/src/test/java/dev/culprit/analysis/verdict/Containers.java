package dev.culprit.analysis.verdict;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.history.ContainerHistory;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/** Small containers with a known truth. */
final class Containers {
    static final double HOURS = 24;
    /** Bytes a series. */
    static final double PRICE = 3000;

    /** Two replicas whose growth the label {@code host} carries. */
    static final WorkloadContainer COSTLY = of(costly("shop-0", 1), costly("shop-1", 2));
    /** Two replicas that leak by themselves; no label takes values. */
    static final WorkloadContainer LEAKING = of(plain("shop-0", 1, 6e5), plain("shop-1", 2, 6e5));
    /** Two replicas that stand, while {@code host} takes values that cost nothing. */
    static final WorkloadContainer FREE = of(free("shop-0", 1), free("shop-1", 2));
    /** Two replicas that stand. */
    static final WorkloadContainer QUIET = of(plain("shop-0", 1, 0), plain("shop-1", 2, 0));

    private Containers() {}

    static Pod costly(String name, long seed) {
        return priced(name, seed, 1);
    }

    /** As costly, in memory whose ups and downs hide what one replica's births cost more than another's. */
    static Pod wandering(String name, long seed) {
        Pod.Path wander = Pod.noise(seed, 0.995, 2e6);
        Pod pod = free(name, seed);
        return pod.using((life, hour) -> 30e6 + PRICE * pod.born("host", life, hour) + wander.at(life, hour));
    }

    /** @param times {@link #PRICE} */
    static Pod priced(String name, long seed, double times) {
        Pod.Path noise = noise(seed);
        Pod pod = free(name, seed);
        return pod.using((life, hour) -> 30e6 + times * PRICE * pod.born("host", life, hour) + noise.at(life, hour));
    }

    static Pod free(String name, long seed) {
        return plain(name, seed, 0).taking("host", 20, Pod.bursts(seed, 6, HOURS));
    }

    /** Each hour makes more series than the one before it, and none lives for more than three: memory follows those that live. */
    static Pod expiring(String name, long seed) {
        Pod.Path noise = noise(seed);
        Pod.Moments all = Pod.bursts(seed, 24, HOURS);
        Pod pod = new Pod(name, 3, HOURS)
                // Of the values of an hour so large a part as of the day has gone by.
                .taking(
                        "host",
                        20,
                        life -> DoubleStream.of(all.of(life))
                                .filter(hour -> hour * 1000 % HOURS < hour)
                                .toArray())
                .expiring(3);
        return pod.using((life, hour) -> 30e6 + PRICE * pod.living("host", life, hour) + noise.at(life, hour));
    }

    static Pod plain(String name, long seed, double bytesPerHour) {
        Pod.Path noise = noise(seed);
        return new Pod(name, 3, HOURS)
                .serving((life, hour) -> 1000 * hour)
                .using((life, hour) -> 30e6 + bytesPerHour * hour + noise.at(life, hour));
    }

    /** The same container with another thing known, or not known, of its growth. */
    static WorkloadContainer asking(WorkloadContainer unit, UnaryOperator<Question> other) {
        return new WorkloadContainer(
                unit.identity(),
                unit.cluster(),
                unit.replicas(),
                unit.whole(),
                other.apply(unit.question()),
                unit.candidates(),
                unit.changes(),
                unit.associations());
    }

    static WorkloadContainer of(Pod... pods) {
        return WorkloadContainer.of(Pod.histories(pods), pods[0].period());
    }

    /** Whose births are those that the scrapes of {@code proxy} show. */
    static WorkloadContainer scrapedWithProxy(Pod... pods) {
        return WorkloadContainer.of(
                Pod.histories(pods).stream().map(Containers::withScrapesOfProxy).toList(), pods[0].period());
    }

    private static ContainerHistory withScrapesOfProxy(ContainerHistory own) {
        return new ContainerHistory(
                own.container(),
                own.memory(),
                own.wholePod(),
                own.limitBytes(),
                own.scrapeTimes(),
                own.requests(),
                own.restarts(),
                own.ledgers(),
                own.inside(),
                own.instrumentation(),
                "proxy");
    }

    private static Pod.Path noise(long seed) {
        return Pod.noise(seed, 0.8, 5e4);
    }
}
