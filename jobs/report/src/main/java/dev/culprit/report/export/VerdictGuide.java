package dev.culprit.report.export;

import dev.culprit.model.finding.Verdict;

/** The page of the docs that says what a verdict means, how to check it by hand, and what to do. */
final class VerdictGuide {
    private static final String FOLDER = "docs/verdicts/";

    private VerdictGuide() {}

    /** The page's path in the project, {@code docs/verdicts/no-label.md}. */
    static String path(Verdict verdict) {
        return FOLDER + verdict.word() + ".md";
    }
}
