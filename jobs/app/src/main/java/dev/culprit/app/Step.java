package dev.culprit.app;

/** A part of what a command does, each with needs of its own. */
enum Step {
    EXTRACT_MEMORY,
    EXTRACT_SERIES,
    CORRELATE,
    REPORT,
    /** That the mail server answers. */
    MAIL
}
