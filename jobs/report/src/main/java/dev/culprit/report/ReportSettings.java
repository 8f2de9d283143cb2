package dev.culprit.report;

import dev.culprit.report.chat.Webhook;
import dev.culprit.report.data.ShownValues;
import dev.culprit.report.export.ExportFormat;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.report.page.LinkTemplate;
import dev.culprit.report.page.Provenance;
import java.util.List;
import java.util.Set;

/**
 * How the report is to be made.
 *
 * @param title heading of the page
 * @param output folder for report.html and report.json, any Hadoop path; made where it does not exist
 * @param redact whether label values are masked everywhere; names of labels, patterns and counts stay
 * @param showValues what people are shown of label values; report.json and exports hold them as they are
 * @param exports as what the findings are written beside the report, for other tools
 * @param mail whom the report is sent to
 * @param webhooks chats that get it
 * @param links where else findings can be looked at
 * @param provenance who makes the report, and when
 */
public record ReportSettings(
        String title,
        String output,
        boolean redact,
        ShownValues showValues,
        Set<ExportFormat> exports,
        MailSettings mail,
        List<Webhook> webhooks,
        List<LinkTemplate> links,
        Provenance provenance) {
    public ReportSettings {
        exports = Set.copyOf(exports);
        webhooks = List.copyOf(webhooks);
        links = List.copyOf(links);
    }

    /** Without chats and links. */
    public ReportSettings(
            String title,
            String output,
            boolean redact,
            ShownValues showValues,
            Set<ExportFormat> exports,
            MailSettings mail) {
        this(title, output, redact, showValues, exports, mail, List.of(), List.of(), Provenance.UNKNOWN);
    }

    public ReportSettings by(Provenance maker) {
        return new ReportSettings(title, output, redact, showValues, exports, mail, webhooks, links, maker);
    }

    public ReportSettings to(List<Webhook> chats) {
        return new ReportSettings(title, output, redact, showValues, exports, mail, chats, links, provenance);
    }

    public ReportSettings with(List<LinkTemplate> templates) {
        return new ReportSettings(title, output, redact, showValues, exports, mail, webhooks, templates, provenance);
    }

    /** Without mail. */
    public ReportSettings(String title, String output, boolean redact, Set<ExportFormat> exports) {
        this(title, output, redact, ShownValues.MASKED, exports, MailSettings.NONE);
    }

    /** Without exports and mail. */
    public ReportSettings(String title, String output, boolean redact) {
        this(title, output, redact, Set.of());
    }
}
