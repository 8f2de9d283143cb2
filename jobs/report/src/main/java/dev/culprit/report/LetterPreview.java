package dev.culprit.report;

import dev.culprit.report.mail.Letter;
import dev.culprit.report.mail.SentMarks;
import java.util.List;
import java.util.stream.Collectors;

/** Letters for the console: to whom, the subject, and the text. */
final class LetterPreview {
    private LetterPreview() {}

    static String render(List<Letter> letters, SentMarks marks) {
        return letters.isEmpty()
                ? "No mail: nobody is to be told.\n"
                : letters.stream().map(letter -> render(letter, marks)).collect(Collectors.joining("\n"));
    }

    private static String render(Letter letter, SentMarks marks) {
        return "To:       %s%s%nSubject:  %s%nPictures: %d%n%n%s"
                .formatted(
                        letter.recipient(),
                        marks.has(letter.recipient()) ? " (sent before: goes out with --resend only)" : "",
                        letter.subject(),
                        letter.pictures().size(),
                        letter.text());
    }
}
