package dev.culprit.analysis.verdict;

import dev.culprit.analysis.evidence.BirthsAccount;
import dev.culprit.analysis.evidence.RetainedMemory;
import dev.culprit.analysis.evidence.Witness;
import dev.culprit.analysis.memory.ClimbingPods;
import dev.culprit.analysis.memory.MemoryGrowth;
import dev.culprit.analysis.memory.Panel;
import org.jspecify.annotations.Nullable;

/**
 * The growth that a verdict is about, and what is known of it before any label is suspected.
 *
 * @param panel what is judged: memory over the whole period, or before a fix, or of the replicas that climb
 * @param climbing the replicas that it is about; null where it is about all
 * @param inside what processes say that they retain; null where they say nothing, or memory does not grow
 * @param births whether births of all labels explain the growth; null where they are not known, or memory does not grow
 * @param things what processes hold more and more of besides series; null where nothing is known of that
 */
record Question(
        Panel panel,
        MemoryGrowth growth,
        @Nullable ClimbingPods climbing,
        @Nullable RetainedMemory inside,
        @Nullable BirthsAccount births,
        @Nullable Witness things) {
    /** Whether what processes retain stands, so that no series can be the growth. */
    boolean standsInside() {
        return inside != null && inside.isFlat(growth) && !followsBirths(births);
    }

    /** Memory that follows births block by block is no garbage, however flat the heap is read. */
    static boolean followsBirths(@Nullable BirthsAccount births) {
        return births != null && births.isClearlyBetter();
    }
}
