package dev.culprit.prometheus.whole;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, of a time.
 *
 * @param from in milliseconds since 1970, inclusive
 * @param to exclusive
 */
record Question(Form form, Selector selector, long from, long to) {
    /** How a selector is made a query; {@code %1$s} is the selector, {@code %2$s} the length of the time. */
    record Form(String query, String counted, @Nullable Set<String> labels) {
        /**
         * All samples as they were stored. What is counted drops no name, so that metrics with the same labels do not meet.
         * Its two edges differ between versions: an answer may have a sample of the millisecond before.
         */
        static final Form SAMPLES = new Form("%1$s[%2$s]", "last_over_time(%1$s[%2$s])", null);

        /** Any query that makes an instant vector, a sample a series. */
        static Form vector(String query, @Nullable Set<String> labels) {
            return new Form(query, query, labels);
        }

        boolean isOfSamples() {
            return equals(SAMPLES);
        }

        /** Whether a part by a label's values is a part of the answer too. */
        boolean mayPartBy(String label) {
            return labels == null || labels.contains(label);
        }
    }

    String query() {
        return form.query().formatted(selector, length());
    }

    String count() {
        return "count(" + form.counted().formatted(selector, length()) + ")";
    }

    private String length() {
        return (to - from) + "ms";
    }

    /** The last moment of the time, at which it is evaluated. */
    long at() {
        return to - 1;
    }

    Question of(Selector part) {
        return new Question(form, part, from, to);
    }

    Question between(long begin, long end) {
        return new Question(form, selector, begin, end);
    }

    long millis() {
        return to - from;
    }
}
