package dev.culprit.report.history;

import dev.culprit.model.finding.Finding.Interval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a container changed since the findings of the weeks before.
 *
 * @param sentence one, fit to be shown after {@code Text.printable}; it holds no label values
 * @param slopeBefore of memory, bytes an hour with its 95 % interval; before and after the change inside the period where one
 *     was dated, else of the earlier finding and of today's; null where unknown; {@code slopeAfter} likewise
 * @param birthsPerHourBefore new series of one replica in an hour, of the labels in question; null where unknown;
 *     {@code birthsPerHourAfter} likewise
 * @param since the moment of the fix; of what is new or back, when its births began if that was dated; null where unknown
 */
public record Change(
        Kind kind,
        String sentence,
        @Nullable Interval slopeBefore,
        @Nullable Interval slopeAfter,
        @Nullable Double birthsPerHourBefore,
        @Nullable Double birthsPerHourAfter,
        @Nullable Instant since) {

    /** As they stand in report.json: in lower case. */
    public enum Kind {
        /** Not found before, neither in the last earlier week nor in any other that is kept. */
        NEW("new"),
        WORSE("worse"),
        SAME("same"),
        BETTER("better"),
        /** Verified: births stopped, and memory's growth with them. */
        FIXED("fixed"),
        /** Found again after weeks without it. */
        REGRESSION("regression");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** Whether it is new only in that nothing is known of the time before. */
    public boolean isFirst() {
        return kind == Kind.NEW && slopeBefore == null && birthsPerHourBefore == null && since == null;
    }

    /** The same, with more to say. */
    Change followedBy(String more) {
        return new Change(
                kind, sentence + more, slopeBefore, slopeAfter, birthsPerHourBefore, birthsPerHourAfter, since);
    }
}
