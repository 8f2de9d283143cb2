package dev.culprit.report;

import dev.culprit.model.JobLauncher;
import dev.culprit.model.JobSummary;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.OutputFolder.Content;
import dev.culprit.report.mail.Letter;
import dev.culprit.report.mail.Mode;
import dev.culprit.report.mail.Post;
import dev.culprit.report.mail.SentMarks;
import dev.culprit.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Job 4. Two runs over the same tables give the same bytes: no clock is read. */
public final class ReportJob {
    private static final String HTML = "report.html";
    private static final String JSON = "report.json";
    private static final Post.Outcome NO_MAIL = new Post.Outcome(List.of(), List.of(), List.of());

    private ReportJob() {}

    public static void main(String[] arguments) {
        JobLauncher.run("report", arguments);
    }

    /** Writes report.html and report.json, and the exports that are asked for, for the period whose findings {@code correlate} has left. */
    public static ReportOutcome run(
            Warehouse warehouse,
            Configuration configuration,
            List<String> environments,
            Period period,
            ReportSettings settings) {
        return run(warehouse, configuration, environments, period, settings, Mode.SEND);
    }

    /**
     * The same, and mails it. Files are written before mail is sent, and stay when that fails.
     *
     * @param mode with {@link Mode#SHOW} nothing is written or sent
     */
    public static ReportOutcome run(
            Warehouse warehouse,
            Configuration configuration,
            List<String> environments,
            Period period,
            ReportSettings settings,
            Mode mode) {
        ReportData read = EarlierWeeks.read(warehouse, environments, period)
                .addTo(TableReader.read(warehouse, environments, period));
        ReportData data = settings.redact() ? Redaction.redact(read) : read;
        Remedies known = Remedies.load();
        Remedies remedies = known.knowing(Producers.read(warehouse, data, known.tellingFamilies()));
        String html = HtmlReport.render(new PageBuilder(data, remedies).build(settings.title(), settings.redact()));
        OutputFolder output = new OutputFolder(settings.output(), configuration);
        String htmlPath = output.locate(HTML);
        List<String> facts = new ArrayList<>();
        long named = data.cases().stream()
                .filter(one -> one.finding().verdict() == Verdict.LABEL)
                .count();
        facts.add(Quantity.count(data.cases().size(), "finding", "findings"));
        facts.add(Quantity.count(named, "label named", "labels named"));
        SentMarks marks = new SentMarks(settings.output(), configuration, period);
        if (mode == Mode.SHOW) {
            return new ReportOutcome(
                    new JobSummary("report", facts),
                    ConsoleTable.render(data),
                    htmlPath,
                    named > 0,
                    LetterPreview.render(new Letters(data, remedies, settings).write(), marks),
                    null);
        }
        SortedMap<String, Content> contents = new TreeMap<>();
        contents.put(HTML, Content.of(html));
        contents.put(JSON, Content.of(new JsonReport(remedies).render(data)));
        settings.exports()
                .forEach(format -> contents.put(format.file(), FindingExport.content(format, data, configuration)));
        output.write(contents);
        facts.add(htmlPath);
        List<Letter> letters = new Letters(data, remedies, settings).write();
        Post.Outcome posted = letters.isEmpty()
                ? NO_MAIL
                : new Post(settings.mail(), marks, period).deliver(letters, mode == Mode.RESEND);
        if (!letters.isEmpty()) {
            facts.add(told(posted));
        }
        return new ReportOutcome(
                new JobSummary("report", facts, figures(data, contents.size(), letters.size(), posted)),
                ConsoleTable.render(data),
                htmlPath,
                named > 0,
                "",
                posted.failure());
    }

    /** Findings in; files and letters out; letters that are still to be sent are what is missing. */
    private static Figures figures(ReportData data, int files, int letters, Post.Outcome posted) {
        int sent = posted.sent().size();
        return new Figures(
                data.cases().size(),
                files + sent,
                letters - sent - posted.before().size());
    }

    private static String told(Post.Outcome posted) {
        String sent = "mail to %s".formatted(posted.sent().isEmpty() ? "nobody" : String.join(", ", posted.sent()));
        return posted.before().isEmpty()
                ? sent
                : "%s (sent before: %s; --resend sends again)".formatted(sent, String.join(", ", posted.before()));
    }
}
