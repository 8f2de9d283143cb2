package dev.culprit.report.mail;

import java.util.List;

/**
 * A report for one recipient.
 *
 * @param subject one line
 * @param text complete on its own, lines end with a newline
 * @param html which refers to the pictures
 */
public record MailMessage(String recipient, String subject, String text, String html, List<Picture> pictures) {
    public MailMessage {
        pictures = List.copyOf(pictures);
    }
}
