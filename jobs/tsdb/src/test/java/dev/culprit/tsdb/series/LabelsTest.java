package dev.culprit.tsdb.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LabelsTest {
    private static final Labels OTHERS = Labels.ofPairs("a", "theirs", "c", "theirs", "z", "theirs");

    @Test
    void itsOwnLabelsStandOverThoseOfOthers() {
        assertThat(Labels.ofPairs("__name__", "m", "b", "mine", "c", "mine").over(OTHERS))
                .isEqualTo(Labels.ofPairs("__name__", "m", "a", "theirs", "b", "mine", "c", "mine", "z", "theirs"));
        assertThat(Labels.ofPairs().over(OTHERS)).isEqualTo(OTHERS);
        assertThat(OTHERS.over(Labels.ofPairs())).isEqualTo(OTHERS);
        // Not in the order of the names: the result is.
        assertThat(Labels.ofPairs("c", "mine", "b", "mine").over(OTHERS))
                .isEqualTo(Labels.ofPairs("a", "theirs", "b", "mine", "c", "mine", "z", "theirs"));
    }

    @Test
    void leavesOutWhatOthersHaveWithTheSameValue() {
        Labels labels = Labels.ofPairs("__name__", "m", "a", "theirs", "b", "mine", "c", "mine");
        assertThat(labels.without(OTHERS).labels())
                .isEqualTo(Labels.ofPairs("b", "mine", "c", "mine").labelSet().labels());
        Labels unsorted = Labels.ofPairs("c", "mine", "b", "mine", "a", "theirs", "__name__", "m");
        assertThat(unsorted.without(OTHERS)).isEqualTo(labels.without(OTHERS));
        assertThat(unsorted.labelSet()).isEqualTo(labels.labelSet());
    }
}
