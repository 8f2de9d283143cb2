package dev.culprit.report.mail;

/** What becomes of the mails of a run. */
public enum Mode {
    /** Those are sent that have not been. */
    SEND,
    /** All are sent, also those that have been. */
    RESEND,
    /** They are shown on the console, and nothing is written or sent. */
    SHOW
}
