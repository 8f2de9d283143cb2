package dev.culprit.analysis.verdict;

/** What a single test says of a candidate, for the words of its sentence; the score takes the figure itself. */
enum Stance {
    SUPPORTS,
    SILENT,
    OPPOSES;

    /** Literature: two-sided 5 % level of Student's t for many degrees of freedom, rounded (Student 1908). */
    private static final double SURE_T = 2;

    /** @param t of a slope that is positive where the candidate carries the growth */
    static Stance ofSlope(double t) {
        return t > SURE_T ? SUPPORTS : t < -SURE_T ? OPPOSES : SILENT;
    }

    /** @param t of a slope that is zero where the candidate carries the growth, and positive where something else does */
    static Stance ofNegativeControl(double t) {
        return t > SURE_T ? OPPOSES : SILENT;
    }
}
