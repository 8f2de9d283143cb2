package dev.culprit.model.table;

import dev.culprit.model.Flattened;
import dev.culprit.model.ReplicatedContainer;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the method says of a climbing container's memory when the births are those of an unrelated workload: no label is guilty there, and
 * scores of labels that are must stand out from these.
 *
 * @param container whose memory it is
 * @param birthsNamespace of the container whose births they are, in the same environment
 * @param labels the likeliest group of its labels; empty where none was weighed
 * @param score log-odds of that group to carry the growth; null where none was weighed
 * @param probability the same as the verdict takes it, with its bounds; 0 where none was weighed
 * @param named whether a label would have been named
 */
public record NullScoreRow(
        @Flattened ReplicatedContainer container,
        String birthsNamespace,
        String birthsWorkload,
        String birthsContainer,
        List<String> labels,
        @Nullable Double score,
        double probability,
        boolean named)
        implements Serializable {

    /** The score to count with: the lowest there is where nothing was weighed. */
    public double rank() {
        return score == null ? Double.NEGATIVE_INFINITY : score;
    }
}
