package dev.culprit.report.mail;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends letters, each at most once for a period unless asked otherwise. */
public final class Post {
    private final MailSettings settings;
    private final SentMarks marks;
    private final Period period;

    public Post(MailSettings settings, SentMarks marks, Period period) {
        this.settings = settings;
        this.marks = marks;
        this.period = period;
    }

    /**
     * What came of it.
     *
     * @param sent recipients whose letter the server accepted now
     * @param before recipients whose letter had been accepted in an earlier run
     * @param problems a clause for each letter that was not sent, or whose sending cannot be remembered
     */
    public record Outcome(List<String> sent, List<String> before, List<String> problems) {
        /** All problems on one line; null where there are none. */
        public @Nullable CulpritException failure() {
            return problems.isEmpty() ? null : new CulpritException(String.join("; ", problems));
        }
    }

    /** @param again whether letters are sent that have been sent before */
    public Outcome deliver(List<Letter> letters, boolean again) {
        List<String> sent = new ArrayList<>();
        List<String> before = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Letter> due = new ArrayList<>();
        for (Letter letter : letters) {
            if (!again && marks.has(letter.recipient())) {
                before.add(letter.recipient());
            } else {
                due.add(letter);
            }
        }
        SmtpServer server = new SmtpServer(settings.smtp());
        for (int i = 0; i < due.size(); i++) {
            Letter letter = due.get(i);
            try {
                server.send(settings.sender(), letter, messageId(letter, again));
                sent.add(letter.recipient());
                remember(letter, problems);
            } catch (SendFailure failure) {
                List<Letter> unsent = failure.isHopeless() ? due.subList(i, due.size()) : List.of(letter);
                problems.add("no mail to %s: %s; the report's files are there, and the next run sends what is missing"
                        .formatted(
                                String.join(
                                        ", ",
                                        unsent.stream().map(Letter::recipient).toList()),
                                failure.getMessage()));
                if (failure.isHopeless()) {
                    break;
                }
            }
        }
        return new Outcome(List.copyOf(sent), List.copyOf(before), List.copyOf(problems));
    }

    /**
     * A server that dies between accepting a letter and saying so gets it again with the next run: the same id lets mail
     * systems see that it is the same letter.
     */
    private String messageId(Letter letter, boolean again) {
        String from = settings.sender();
        return "culprit.%s%s%s"
                .formatted(
                        SentMarks.id(period, letter.recipient()),
                        again ? "." + UUID.randomUUID() : "",
                        from.substring(from.indexOf('@')));
    }

    private void remember(Letter letter, List<String> problems) {
        try {
            marks.add(letter);
        } catch (IOException failure) {
            problems.add("the mail to %s was sent, but that cannot be noted, so the next run would send it again: %s"
                    .formatted(letter.recipient(), failure.getMessage()));
        }
    }
}
