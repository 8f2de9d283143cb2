package dev.culprit.app;

import dev.culprit.report.mail.Mode;
import picocli.CommandLine.Option;

/** Option of the commands that may send mail. */
final class ResendOption {
    @Option(names = "--resend", description = "Send mail again that was sent for this period before.")
    boolean resend;

    Mode mode() {
        return resend ? Mode.RESEND : Mode.SEND;
    }
}
