package dev.culprit.analysis.discovery;

import dev.culprit.analysis.history.ContainerHistory;
import dev.culprit.model.ReplicatedContainer;
import java.io.Serializable;
import java.util.List;

/**
 * A container whose memory, or whose births, may be held against somebody else's.
 *
 * @param container in the environment in which it takes part
 * @param histories of its replicas, in all environments
 */
public record Participant(ReplicatedContainer container, List<ContainerHistory> histories) implements Serializable {

    /** With all that is read of its memory, and no births. */
    Participant ofMemory() {
        return new Participant(
                container,
                histories.stream().map(ContainerHistory::withoutBirths).toList());
    }

    /** With its births, and nothing that is read of its memory. */
    Participant ofBirths() {
        return new Participant(
                container,
                histories.stream().map(ContainerHistory::withoutMemory).toList());
    }

    List<ContainerHistory> in(String environment) {
        return histories.stream()
                .filter(history -> history.container().environment().equals(environment))
                .toList();
    }

    /** Workloads of one namespace call each other and are deployed together. */
    boolean isUnrelatedTo(Participant other) {
        return container.environment().equals(other.container.environment())
                && !container.namespace().equals(other.container.namespace());
    }
}
