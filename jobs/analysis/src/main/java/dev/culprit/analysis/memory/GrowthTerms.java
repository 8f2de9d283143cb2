package dev.culprit.analysis.memory;

import static java.util.Objects.requireNonNull;

import dev.culprit.analysis.memory.Design.Term;
import dev.culprit.analysis.memory.DesignColumn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What explains memory without labels. Saturating columns are 1 - exp(-x / scale), with hours of age or hours' worth of mean
 * traffic as x. Two scales each, since a sum of two with coefficients of their own comes near any scale between.
 */
public final class GrowthTerms {
    public static final DesignColumn AGE = DesignColumn.atLeastZero("age", Kind.GROWTH);
    public static final DesignColumn REQUESTS = DesignColumn.atLeastZero("requests", Kind.GROWTH);
    static final DesignColumn WARM_UP = DesignColumn.atLeastZero("warm-up", Kind.SATURATING);
    static final DesignColumn SLOW_WARM_UP = DesignColumn.atLeastZero("slow warm-up", Kind.SATURATING);
    static final DesignColumn CACHE = DesignColumn.atLeastZero("cache", Kind.SATURATING);
    static final DesignColumn SLOW_CACHE = DesignColumn.atLeastZero("slow cache", Kind.SATURATING);
    static final DesignColumn HIGH_WATER = DesignColumn.atLeastZero("high-water mark of traffic", Kind.SATURATING);
    public static final DesignColumn EARLIER_TRAFFIC = DesignColumn.atLeastZero("earlier traffic", Kind.REVERSIBLE);
    public static final DesignColumn TRAFFIC = DesignColumn.atLeastZero("traffic", Kind.REVERSIBLE);
    public static final DesignColumn SINE = DesignColumn.unbounded("sine of the day", Kind.REVERSIBLE);
    public static final DesignColumn COSINE = DesignColumn.unbounded("cosine of the day", Kind.REVERSIBLE);

    /** By hand: class loading, JIT compilation and connection pools take about an hour. */
    private static final double WARM_UP_HOURS = 1;
    /** By hand: the slowest warm-up that a night of 8 hours still shows to end. */
    private static final double SLOW_WARM_UP_HOURS = 4;
    /** By hand: hours of mean traffic in which a small cache fills; {@link #SLOW_CACHE_HOURS} a large one. */
    private static final double CACHE_HOURS = 1.5;

    private static final double SLOW_CACHE_HOURS = 5;

    private GrowthTerms() {}

    /**
     * Age, requests where they are counted, what saturates, and what comes back: traffic where it is counted, and the time of day where that
     * is not all. Where nearly every request that is counted makes series, it is a small part of the traffic.
     */
    public static List<Term> of(Panel panel) {
        List<Term> terms = new ArrayList<>();
        terms.add(age(age -> age, AGE));
        if (panel.requestsKnown()) {
            terms.add(requests(requests -> requests, REQUESTS));
        }
        terms.add(age(saturating(WARM_UP_HOURS), WARM_UP));
        terms.add(age(saturating(SLOW_WARM_UP_HOURS), SLOW_WARM_UP));
        if (panel.requestsKnown()) {
            double perHour = panel.requestsPerSecond() * 3600;
            terms.add(requests(saturating(CACHE_HOURS * perHour), CACHE));
            terms.add(requests(saturating(SLOW_CACHE_HOURS * perHour), SLOW_CACHE));
            terms.add(new Term(HIGH_WATER, lifetime -> highWater(lifetime, panel.requestsPerSecond())));
            terms.add(new Term(EARLIER_TRAFFIC, LifetimePanel::earlierTraffic));
            terms.add(new Term(TRAFFIC, LifetimePanel::traffic));
        }
        if (!panel.trafficKnown()) {
            terms.add(phase(Math::sin, SINE));
            terms.add(phase(Math::cos, COSINE));
        }
        return List.copyOf(terms);
    }

    /** 1 - exp(-x / scale). */
    public static DoubleUnaryOperator saturating(double scale) {
        return x -> 1 - Math.exp(-x / scale);
    }

    /** Angle of the time of day in radians, of a time in seconds since the epoch. */
    public static double phase(double time) {
        return 2 * Math.PI * time / 86_400;
    }

    private static Term age(DoubleUnaryOperator function, DesignColumn column) {
        return new Term(column, lifetime -> {
            Samples samples = lifetime.samples();
            return samples.rows(Samples.map(samples.ages(), function));
        });
    }

    private static Term requests(DoubleUnaryOperator function, DesignColumn column) {
        return new Term(column, lifetime -> {
            Samples samples = lifetime.samples();
            return samples.rows(Samples.map(requireNonNull(samples.requests()), function));
        });
    }

    private static Term phase(DoubleUnaryOperator function, DesignColumn column) {
        return new Term(column, lifetime -> {
            Samples samples = lifetime.samples();
            return samples.rows(Samples.map(samples.at(), time -> function.applyAsDouble(phase(time))));
        });
    }

    /** The most traffic so far in the lifetime, in parts of the mean. */
    private static double[] highWater(LifetimePanel lifetime, double mean) {
        double[] marks = requireNonNull(lifetime.samples().traffic()).clone();
        double highest = 0;
        for (int i = 0; i < marks.length; i++) {
            highest = Math.max(highest, marks[i]);
            marks[i] = highest / mean;
        }
        return lifetime.samples().rows(marks);
    }
}
