package dev.culprit.report.mail;

import java.util.List;
import java.util.stream.Collectors;

/** Mails for the console: to whom, the subject, and the text. */
public final class MailPreview {
    private MailPreview() {}

    public static String render(List<MailMessage> messages, SentLog sentLog) {
        return messages.isEmpty()
                ? "No mail: nobody is to be told.\n"
                : messages.stream().map(message -> render(message, sentLog)).collect(Collectors.joining("\n"));
    }

    private static String render(MailMessage message, SentLog sentLog) {
        return "To:       %s%s%nSubject:  %s%nPictures: %d%n%n%s"
                .formatted(
                        message.recipient(),
                        sentLog.has(message.recipient()) ? " (sent before: goes out with --resend only)" : "",
                        message.subject(),
                        message.pictures().size(),
                        message.text());
    }
}
