package dev.culprit.analysis.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.births.ProcessBirths.Batch;
import dev.culprit.analysis.history.ContainerHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SwapTest {
    private static final Participant MEMORY = Fleets.leaking(1, 2);
    private static final Participant BIRTHS = Fleets.innocent(2, 2);

    @Test
    void memoryIsOnesOwnAndBirthsAreTheOthersAtTheSameAges() {
        List<ContainerHistory> swapped = Swap.of(MEMORY, BIRTHS, "prod");
        assertThat(swapped).hasSize(2);
        ContainerHistory one = swapped.get(0);
        ContainerHistory own = MEMORY.histories().get(0);
        ContainerHistory foreign = BIRTHS.histories().get(0);
        assertThat(one.container()).isEqualTo(own.container());
        assertThat(one.memory().bytes()).isEqualTo(own.memory().bytes());
        assertThat(one.requests()).isEqualTo(own.requests());
        assertThat(one.ledgers()).hasSameSizeAs(own.ledgers());
        for (int i = 0; i < one.ledgers().size(); i++) {
            ProcessBirths lent = foreign.ledgers().get(i);
            ProcessBirths given = one.ledgers().get(i);
            assertThat(given.batches()).extracting(Batch::count).isEqualTo(counts(lent));
            assertThat(given.batches().get(0).time() - given.watchedFrom())
                    .isEqualTo(lent.batches().get(0).time() - lent.watchedFrom());
        }
    }

    private static List<Long> counts(ProcessBirths births) {
        return births.batches().stream().map(Batch::count).toList();
    }

    @Test
    void oneReplicaIsNoMatchForSeveral() {
        assertThat(Swap.of(MEMORY, Fleets.innocent(3, 1), "prod")).isNull();
        assertThat(Swap.of(Fleets.leaking(4, 1), BIRTHS, "prod")).hasSize(1);
    }

    @Test
    void birthsThatEndLongBeforeTheMemoryDoNotFit() {
        List<ContainerHistory> shortLived = BIRTHS.histories().stream()
                .map(history -> history.withBirths(
                        history.memory(),
                        history.ledgers().subList(0, 1),
                        history.instrumentation().types()))
                .toList();
        assertThat(Swap.of(MEMORY, new Participant(BIRTHS.container(), shortLived), "prod"))
                .isNull();
    }

    @Test
    void longerBirthsAreCutAtTheEndOfTheProcess() {
        ProcessBirths whole = BIRTHS.histories().get(0).ledgers().get(0);
        ProcessBirths half = new ProcessBirths(
                whole.start(),
                whole.start() + 12 * 3600,
                Arrays.stream(whole.scrapes())
                        .filter(time -> time <= whole.start() + 12 * 3600)
                        .toArray(),
                List.of(),
                List.of(),
                0,
                0,
                0,
                List.of(),
                Map.of(),
                List.of());
        ProcessBirths cut = whole.inPlaceOf(half);
        long left = cut.batches().stream().mapToLong(Batch::count).sum();
        assertThat(left).isBetween(1L, whole.lateBirths() - 1);
        assertThat(cut.end()).isLessThanOrEqualTo(half.end());
        assertThat(cut.novelty().stream()
                        .mapToLong(ProcessBirths.LabelBirths::births)
                        .sum())
                .isEqualTo(left);
    }
}
