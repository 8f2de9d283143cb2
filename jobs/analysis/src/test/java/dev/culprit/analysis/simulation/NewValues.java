package dev.culprit.analysis.simulation;

import java.util.List;

/**
 * A label group that takes new values.
 *
 * @param labels get the same new value; {@code nested} gets a new one with every sixth of theirs, or is null
 * @param series that each value makes in time: four fifths at once, the rest within hours
 * @param perDay new values a day and pod, in the mean
 * @param bytes that each series costs
 * @param deviation of the logarithm of the rate; {@code common} the share of its variance that all pods have in common
 * @param traffic exponent with which the rate follows traffic
 * @param decline exponent with which it declines over a process's age (Heaps' law); 0 for none
 * @param expiry what becomes of a series that nobody uses any more
 * @param elsewhere rate in dev and test against production
 * @param form of its series, and what else comes with a value
 */
record NewValues(
        List<String> labels,
        String nested,
        String metric,
        int series,
        double perDay,
        double bytes,
        double deviation,
        double common,
        double traffic,
        double decline,
        Expiry expiry,
        double elsewhere,
        Pace pace,
        Form form) {

    /** When values arrive. */
    enum Pace {
        /** At random, at a rate that bursts. */
        BURSTS,
        /** Like a clock: births are a straight line. */
        REGULAR,
        /** As the clock strikes the hour, at which jobs are started. */
        HOURLY,
        /** As bursts, and the same in every pod at the same time. */
        TOGETHER,
        /** All at one moment of each lifetime: a roll-out. */
        STEP,
        /** As bursts; what they have in common is a hidden cause, that makes memory grow too. */
        HIDDEN
    }

    /** Whether series vanish from scrapes after hours of silence, and what then becomes of their memory. */
    enum Expiry {
        NEVER(0, 0),
        KEPT(1, 0),
        HALF_FREED(0.5, 1),
        FREED(1, 1);

        /** Share of the values that vanish; {@code freed} the share of their memory that comes back. */
        final double vanishing;

        final double freed;

        Expiry(double vanishing, double freed) {
            this.vanishing = vanishing;
            this.freed = freed;
        }
    }

    NewValues costing(double price) {
        return new NewValues(
                labels, nested, metric, series, perDay, price, deviation, common, traffic, decline, expiry, elsewhere,
                pace, form);
    }

    /** @param share of as many new values a day */
    NewValues arriving(double share) {
        return new NewValues(
                labels,
                nested,
                metric,
                series,
                share * perDay,
                bytes,
                deviation,
                common,
                traffic,
                decline,
                expiry,
                elsewhere,
                pace,
                form);
    }

    NewValues elsewhere(double share) {
        return new NewValues(
                labels, nested, metric, series, perDay, bytes, deviation, common, traffic, decline, expiry, share, pace,
                form);
    }

    NewValues expiring(Expiry how) {
        return new NewValues(
                labels, nested, metric, series, perDay, bytes, deviation, common, traffic, decline, how, elsewhere,
                pace, form);
    }

    NewValues at(Pace when) {
        return new NewValues(
                labels, nested, metric, series, perDay, bytes, deviation, common, traffic, decline, expiry, elsewhere,
                when, form);
    }

    NewValues followingTraffic(double exponent) {
        return new NewValues(
                labels, nested, metric, series, perDay, bytes, deviation, common, exponent, decline, expiry, elsewhere,
                pace, form);
    }

    NewValues declining(double exponent) {
        return new NewValues(
                labels, nested, metric, series, perDay, bytes, deviation, common, traffic, exponent, expiry, elsewhere,
                pace, form);
    }

    NewValues nesting(String label) {
        return new NewValues(
                labels, label, metric, series, perDay, bytes, deviation, common, traffic, decline, expiry, elsewhere,
                pace, form);
    }

    NewValues in(Form other) {
        return new NewValues(
                labels, nested, metric, series, perDay, bytes, deviation, common, traffic, decline, expiry, elsewhere,
                pace, other);
    }

    /** Bytes a day and pod that the series cost, in the mean. */
    double bytesPerDay() {
        return perDay * series * bytes;
    }
}
