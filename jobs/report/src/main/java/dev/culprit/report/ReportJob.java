package dev.culprit.report;

import dev.culprit.model.JobLauncher;
import dev.culprit.model.JobSummary;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.chat.ChatComposer;
import dev.culprit.report.chat.ChatMessage;
import dev.culprit.report.chat.ChatPreview;
import dev.culprit.report.chat.ChatSender;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.data.ReportTables;
import dev.culprit.report.export.ConsoleTable;
import dev.culprit.report.export.ExportFormat;
import dev.culprit.report.export.FindingExport;
import dev.culprit.report.export.JsonReport;
import dev.culprit.report.export.OutputFolder;
import dev.culprit.report.export.OutputFolder.Content;
import dev.culprit.report.mail.MailComposer;
import dev.culprit.report.mail.MailMessage;
import dev.culprit.report.mail.MailPreview;
import dev.culprit.report.mail.MailSender;
import dev.culprit.report.mail.Mode;
import dev.culprit.report.mail.SentLog;
import dev.culprit.report.page.HtmlReport;
import dev.culprit.report.page.PageBuilder;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.report.text.Format;
import dev.culprit.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Job 4. Two runs over the same tables give the same bytes but for the time that the settings say: no clock is read. */
public final class ReportJob {
    private static final String HTML = "report.html";
    private static final String JSON = "report.json";
    private static final MailSender.Outcome NO_MAIL = new MailSender.Outcome(List.of(), List.of(), List.of());

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
        ReportData data = ReportTables.read(warehouse, environments, period, settings.redact());
        Remedies remedies = Remedies.load(warehouse, data);
        ReportData shown = settings.redact() ? data : settings.showValues().of(data);
        String masked = masked(settings, data, shown);
        String html = HtmlReport.render(new PageBuilder(shown, remedies, settings.links(), settings.provenance())
                .build(settings.title(), masked));
        OutputFolder output = new OutputFolder(settings.output(), configuration);
        String htmlPath = output.locate(HTML);
        long named = data.findings().stream()
                .filter(found -> found.finding().verdict() == Verdict.LABEL)
                .count();
        List<String> facts = new ArrayList<>();
        facts.add(Format.count(data.findings().size(), "finding", "findings"));
        facts.add(Format.count(named, "label named", "labels named"));
        SentLog sentLog = new SentLog(settings.output(), configuration, period);
        MailComposer composer =
                new MailComposer(shown, remedies, settings.mail(), settings.title(), masked, settings.links());
        ChatComposer chats = new ChatComposer(
                shown,
                remedies,
                settings.webhooks(),
                settings.title(),
                masked,
                settings.links(),
                settings.mail().link());
        if (mode == Mode.SHOW) {
            return new ReportOutcome(
                    new JobSummary("report", facts),
                    ConsoleTable.render(shown),
                    htmlPath,
                    named > 0,
                    Stream.of(MailPreview.render(composer.write(), sentLog), ChatPreview.render(chats.write(), sentLog))
                            .filter(preview -> !preview.isEmpty())
                            .collect(Collectors.joining("\n")),
                    null);
        }
        SortedMap<String, Content> contents = new TreeMap<>();
        contents.put(HTML, Content.of(html));
        contents.put(JSON, Content.of(new JsonReport(remedies, settings.provenance()).render(data)));
        settings.exports()
                .forEach(format -> contents.put(format.file(), FindingExport.content(format, data, configuration)));
        output.write(contents);
        facts.add(htmlPath);
        facts.addAll(leftClear(settings, output));
        List<MailMessage> messages = composer.write();
        MailSender.Outcome mailed = messages.isEmpty()
                ? NO_MAIL
                : new MailSender(settings.mail(), sentLog, period).deliver(messages, mode == Mode.RESEND);
        if (!messages.isEmpty()) {
            facts.add(describe("mail", mailed));
        }
        List<ChatMessage> said = chats.write();
        MailSender.Outcome posted =
                said.isEmpty() ? NO_MAIL : new ChatSender(sentLog).deliver(said, mode == Mode.RESEND);
        if (!said.isEmpty()) {
            facts.add(describe("message", posted));
        }
        MailSender.Outcome all = mailed.and(posted);
        return new ReportOutcome(
                new JobSummary("report", facts, figures(data, contents.size(), messages.size() + said.size(), all)),
                ConsoleTable.render(shown),
                htmlPath,
                named > 0,
                "",
                all.failure());
    }

    /** Exports of an earlier report, which nobody replaces any more, may show what this one masks. */
    private static List<String> leftClear(ReportSettings settings, OutputFolder output) {
        return !settings.redact()
                ? List.of()
                : Arrays.stream(ExportFormat.values())
                        .filter(format -> !settings.exports().contains(format) && output.has(format.file()))
                        .map(format -> "%s is of an earlier report and may show values that this one masks: delete it"
                                .formatted(output.locate(format.file())))
                        .toList();
    }

    /** What readers are told of it; nothing where nothing was masked. */
    private static String masked(ReportSettings settings, ReportData data, ReportData shown) {
        if (settings.redact()) {
            return "label values are masked";
        }
        boolean same =
                shown.findings().equals(data.findings()) && shown.coverage().equals(data.coverage());
        return same ? "" : "values that look personal are masked";
    }

    /** Findings in; files and mails out; mails that are still to be sent are what is missing. */
    private static Figures figures(ReportData data, int files, int mails, MailSender.Outcome mailed) {
        int sent = mailed.sent().size();
        return new Figures(
                data.findings().size(),
                files + sent,
                mails - sent - mailed.before().size());
    }

    private static String describe(String what, MailSender.Outcome mailed) {
        String sent = "%s to %s".formatted(what, mailed.sent().isEmpty() ? "nobody" : String.join(", ", mailed.sent()));
        return mailed.before().isEmpty()
                ? sent
                : "%s (sent before: %s; --resend sends again)".formatted(sent, String.join(", ", mailed.before()));
    }
}
