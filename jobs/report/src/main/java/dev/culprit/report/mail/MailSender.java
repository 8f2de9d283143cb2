package dev.culprit.report.mail;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends mails, each at most once for a period unless asked otherwise. */
public final class MailSender {
    private final MailSettings settings;
    private final SentLog sentLog;
    private final Period period;

    public MailSender(MailSettings settings, SentLog sentLog, Period period) {
        this.settings = settings;
        this.sentLog = sentLog;
        this.period = period;
    }

    /**
     * Result of sending.
     *
     * @param sent recipients whose mail the server accepted now
     * @param before recipients whose mail had been accepted in an earlier run
     * @param problems a clause for each mail that was not sent, or whose sending cannot be noted
     */
    public record Outcome(List<String> sent, List<String> before, List<String> problems) {
        /** Of both. */
        public Outcome and(Outcome other) {
            return new Outcome(
                    joined(sent, other.sent), joined(before, other.before), joined(problems, other.problems));
        }

        private static List<String> joined(List<String> some, List<String> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }

        /** All problems on one line; null where there are none. */
        public @Nullable CulpritException failure() {
            return problems.isEmpty() ? null : new CulpritException(String.join("; ", problems));
        }
    }

    /** @param again whether mails are sent that have been sent before */
    public Outcome deliver(List<MailMessage> messages, boolean again) {
        List<String> sent = new ArrayList<>();
        List<String> before = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<MailMessage> due = new ArrayList<>();
        for (MailMessage message : messages) {
            if (!again && sentLog.has(message.recipient())) {
                before.add(message.recipient());
            } else {
                due.add(message);
            }
        }
        SmtpServer server = new SmtpServer(settings.smtp());
        for (int i = 0; i < due.size(); i++) {
            MailMessage message = due.get(i);
            try {
                server.send(settings.sender(), message, messageId(message, again));
                sent.add(message.recipient());
                remember(message, problems);
            } catch (SendFailure failure) {
                List<MailMessage> unsent = failure.isHopeless() ? due.subList(i, due.size()) : List.of(message);
                problems.add("no mail to %s: %s; the report's files are there, and the next run sends what is missing"
                        .formatted(
                                String.join(
                                        ", ",
                                        unsent.stream()
                                                .map(MailMessage::recipient)
                                                .toList()),
                                failure.getMessage()));
                if (failure.isHopeless()) {
                    break;
                }
            }
        }
        return new Outcome(List.copyOf(sent), List.copyOf(before), List.copyOf(problems));
    }

    /**
     * A server that dies between accepting a mail and saying so gets it again with the next run: the same id lets mail
     * systems see that it is the same mail.
     */
    private String messageId(MailMessage message, boolean again) {
        String from = settings.sender();
        return "culprit.%s%s%s"
                .formatted(
                        SentLog.id(period, message.recipient()),
                        again ? "." + UUID.randomUUID() : "",
                        from.substring(from.indexOf('@')));
    }

    private void remember(MailMessage message, List<String> problems) {
        try {
            sentLog.add(message);
        } catch (IOException failure) {
            problems.add("the mail to %s was sent, but that cannot be noted, so the next run would send it again: %s"
                    .formatted(message.recipient(), failure.getMessage()));
        }
    }
}
