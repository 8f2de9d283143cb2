package dev.culprit.report.mail;

import dev.culprit.report.page.ReportPage;
import dev.culprit.report.page.ReportPage.Fact;
import dev.culprit.report.page.ReportPage.NamedGroup;
import dev.culprit.report.page.ReportPage.Section;
import dev.culprit.report.page.ReportPage.Span;
import dev.culprit.report.page.ReportPage.SuspectedGroup;
import dev.culprit.report.remedy.Remedy;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The mail for those who read no HTML: complete on its own, lines of at most {@value #WIDTH} columns but for code. */
public final class PlainTextMail {
    /** RFC 5322 recommends lines of at most 78 characters; a quoted reply adds two. */
    public static final int WIDTH = 76;
    /** By hand: the reasons that weigh most come first. */
    private static final int REASONS = 5;

    private final StringBuilder out = new StringBuilder();

    private PlainTextMail() {}

    static String render(MailView mail) {
        PlainTextMail message = new PlainTextMail();
        message.all(mail);
        return message.out.toString();
    }

    private void all(MailView mail) {
        ReportPage page = mail.page();
        wrap("", "", page.heading().title());
        wrap("", "", page.heading().period());
        blank();
        wrap("", "", page.heading().summary());
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
        wrap(
                "",
                "  ",
                "Read: " + page.heading().coverage()
                        + (page.heading().masked().isEmpty()
                                ? ""
                                : " · " + page.heading().masked())
                        + ".");
        page.heading().notes().forEach(note -> wrap("Note: ", "  ", note));
        if (!mail.link().isEmpty()) {
            blank();
            out.append("The whole report: ").append(mail.link()).append('\n');
        }
    }

    private void finding(int number, Section section) {
        String change = section.outlook().change() == null
                ? ""
                : " (" + section.outlook().change().kind() + ")";
        heading("%d. %s%s: %s"
                .formatted(number, section.badge().text().toUpperCase(Locale.ROOT), change, section.place()));
        wrap("", "", section.lead().stream().map(Span::text).collect(Collectors.joining()));
        blank();
        section.facts().forEach(this::fact);
        section.acrossEnvironments()
                .counterparts()
                .forEach(other -> wrap(
                        column("In " + other.environment()),
                        column(""),
                        other.badge().text() + (other.figures().isEmpty() ? "" : ", " + other.figures())));
        if (!section.outlook().forecast().isEmpty()) {
            wrap(column("Forecast"), column(""), section.outlook().forecast());
        }
        section.links()
                .forEach(link ->
                        out.append(column(link.name())).append(link.url()).append('\n'));
        section.namedGroups().forEach(group -> remedy("What to change: ", group.remedy(), group.saving()));
        section.namedGroups().forEach(this::values);
        if (section.suspect() != null) {
            suspect(section.suspect());
        }
        bullets("What to do next", section.nextSteps());
        if (!section.argument().reasons().isEmpty()) {
            blank();
            out.append("Why we believe it\n");
            section.argument().reasons().stream().limit(REASONS).forEach(reason -> wrap("- ", "  ", reason.text()));
        }
        bullets("What would refute this", section.argument().refutedBy());
        bullets("Missing data", section.argument().missing());
    }

    private void fact(Fact fact) {
        wrap(
                column(fact.name()),
                column(""),
                fact.value() + (fact.detail().isEmpty() ? "" : " (" + fact.detail() + ")"));
    }

    private void values(NamedGroup group) {
        blank();
        wrap("", "  ", "New values of " + String.join(", ", group.labels()) + " look like " + group.pattern());
        group.examples().forEach(example -> wrap("  ", "  ", example));
        group.values().forEach(this::fact);
        wrap(column("In metrics"), column(""), String.join(", ", group.metrics()));
    }

    private void suspect(SuspectedGroup suspect) {
        blank();
        wrap("", "  ", suspect.note().toString());
        suspect.facts().forEach(this::fact);
        if (!suspect.experiment().isEmpty()) {
            wrap("", "  ", suspect.experiment());
        }
        if (suspect.remedy() != null) {
            remedy("If it is this label: ", suspect.remedy(), "");
        }
    }

    private void remedy(String heading, Remedy remedy, String saving) {
        blank();
        wrap(heading, "  ", remedy.title());
        blank();
        wrap("", "", remedy.text());
        blank();
        remedy.snippet().lines().forEach(line -> out.append("    ").append(line).append('\n'));
        if (!saving.isEmpty()) {
            blank();
            wrap("", "", saving);
            blank();
            wrap("", "", remedy.watch());
            out.append("    ").append(remedy.query()).append('\n');
        }
        bullets("Mind", remedy.caveats());
        bullets("Or instead", remedy.alternatives().stream().map(Remedy::title).toList());
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
