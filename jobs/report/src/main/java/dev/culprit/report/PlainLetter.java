package dev.culprit.report;

import dev.culprit.report.Page.Fact;
import dev.culprit.report.Page.Section;
import dev.culprit.report.Page.Span;
import dev.culprit.report.Page.Suspect;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The letter for those who read no HTML: complete on its own, lines of at most {@value #WIDTH} columns but for code. */
final class PlainLetter {
    static final int WIDTH = 76;
    private static final int REASONS = 5;

    private final StringBuilder out = new StringBuilder();

    private PlainLetter() {}

    static String render(MailPage mail) {
        PlainLetter letter = new PlainLetter();
        letter.all(mail);
        return letter.out.toString();
    }

    private void all(MailPage mail) {
        Page page = mail.page();
        wrap("", "", page.title());
        wrap("", "", page.period());
        blank();
        wrap("", "", page.summary());
        for (int i = 0; i < mail.findings().size(); i++) {
            finding(i + 1, mail.findings().get(i).section());
        }
        list("ALSO FOUND", mail.more());
        if (!mail.changes().isEmpty()) {
            heading("WHAT CHANGED");
            mail.changes()
                    .forEach(change -> wrap("- ", "  ", change.kind() + ": " + change.who() + ". " + change.text()));
        }
        heading("CHECKED");
        if (!mail.steady().isEmpty()) {
            wrap("", "  ", "Steady: " + mail.steady() + ".");
        }
        if (!mail.unjudged().isEmpty()) {
            wrap("", "  ", "Too little data: " + mail.unjudged() + ".");
        }
        wrap("", "  ", "Read: " + page.coverage() + (page.redacted() ? " · label values are masked" : "") + ".");
        page.notes().forEach(note -> wrap("Note: ", "  ", note));
        if (!mail.link().isEmpty()) {
            blank();
            out.append("The whole report: ").append(mail.link()).append('\n');
        }
    }

    private void finding(int number, Section section) {
        String change = section.change() == null ? "" : " (" + section.change().kind() + ")";
        heading("%d. %s%s: %s %s/%s/%s"
                .formatted(
                        number,
                        section.badge().text().toUpperCase(Locale.ROOT),
                        change,
                        section.environment(),
                        section.namespace(),
                        section.workload(),
                        section.container()));
        wrap("", "", section.lead().stream().map(Span::text).collect(Collectors.joining()));
        blank();
        section.facts().forEach(this::fact);
        section.twins()
                .forEach(twin -> wrap(
                        column("In " + twin.environment()),
                        column(""),
                        twin.badge().text() + (twin.figures().isEmpty() ? "" : ", " + twin.figures())));
        if (!section.forecast().isEmpty()) {
            wrap(column("Forecast"), column(""), section.forecast());
        }
        section.suspects().forEach(this::remedy);
        section.suspects().forEach(this::suspect);
        if (!section.evidence().isEmpty()) {
            blank();
            out.append("Why we believe it\n");
            section.evidence().stream().limit(REASONS).forEach(reason -> wrap("- ", "  ", reason.text()));
        }
        bullets("What would refute this", section.refutedBy());
        bullets("Missing data", section.missing());
    }

    private void fact(Fact fact) {
        wrap(
                column(fact.name()),
                column(""),
                fact.value() + (fact.detail().isEmpty() ? "" : " (" + fact.detail() + ")"));
    }

    private void suspect(Suspect suspect) {
        blank();
        wrap("", "  ", "New values of " + String.join(", ", suspect.labels()) + " look like " + suspect.pattern());
        suspect.examples().forEach(example -> wrap("  ", "  ", example));
        suspect.values().forEach(this::fact);
        wrap(column("In metrics"), column(""), String.join(", ", suspect.metrics()));
    }

    private void remedy(Suspect suspect) {
        blank();
        wrap("What to change: ", "  ", suspect.remedy().title());
        blank();
        wrap("", "", suspect.remedy().text());
        blank();
        suspect.remedy()
                .snippet()
                .lines()
                .forEach(line -> out.append("    ").append(line).append('\n'));
        blank();
        wrap("", "", suspect.saving());
        bullets("Mind", suspect.remedy().caveats());
        bullets(
                "Or instead",
                suspect.remedy().alternatives().stream().map(Remedy::title).toList());
    }

    private void bullets(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            blank();
            out.append(name).append('\n');
            texts.forEach(text -> wrap("- ", "  ", text));
        }
    }

    private void list(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            heading(name);
            texts.forEach(text -> wrap("- ", "  ", text));
        }
    }

    private void heading(String text) {
        blank();
        out.append("-".repeat(WIDTH)).append('\n');
        wrap("", "   ", text);
        blank();
    }

    private void blank() {
        out.append('\n');
    }

    private static String column(String name) {
        return "  %-18s".formatted(name);
    }

    /** Breaks at spaces only: a name that is too long stands on a line of its own, whole. */
    private void wrap(String first, String next, String text) {
        StringBuilder line = new StringBuilder(first);
        int start = first.length();
        for (String word : text.split(" +", -1)) {
            if (line.length() > start && line.length() + 1 + word.length() > WIDTH) {
                out.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(next);
                start = next.length();
            }
            line.append(line.length() > start ? " " : "").append(word);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
