package dev.culprit.report.mail;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Suspect;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.chart.PngChart;
import dev.culprit.report.data.ContainerFinding;
import dev.culprit.report.data.FirstDay;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.page.LinkTemplate;
import dev.culprit.report.page.PageBuilder;
import dev.culprit.report.page.Provenance;
import dev.culprit.report.page.ReportPage;
import dev.culprit.report.page.ReportPage.Badge;
import dev.culprit.report.page.ReportPage.Place;
import dev.culprit.report.page.ReportPage.SuspectNote;
import dev.culprit.report.page.Templates;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.report.text.DisplayText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a mail to each recipient, with the findings that are theirs. */
public final class MailComposer {
    private static final Logger LOG = LoggerFactory.getLogger(MailComposer.class);
    /** By hand: shown in full, with a picture each. A mail of more is cut by some mail systems, and read by nobody. */
    private static final int FINDINGS = 8;

    /** By hand: names in a sentence, and lines in a list, that a reader takes in. */
    private static final int NAMES = 8;

    private static final int LINES = 30;

    private final ReportData data;
    private final Remedies remedies;
    private final MailSettings settings;
    private final String title;
    private final String masked;
    private final List<LinkTemplate> links;
    private final Function<PngChart, byte[]> painter;
    private boolean picturesFailed;

    /**
     * @param title of the report
     * @param masked what is masked in the data, as a clause; empty where nothing is
     * @param links where else findings can be looked at
     */
    public MailComposer(
            ReportData data,
            Remedies remedies,
            MailSettings settings,
            String title,
            String masked,
            List<LinkTemplate> links) {
        this(data, remedies, settings, title, masked, links, PngChart::png);
    }

    /** @param painter gives null where nothing is to be drawn */
    MailComposer(
            ReportData data,
            Remedies remedies,
            MailSettings settings,
            String title,
            String masked,
            List<LinkTemplate> links,
            Function<PngChart, byte[]> painter) {
        this.data = data;
        this.remedies = remedies;
        this.settings = settings;
        this.title = title;
        this.masked = masked;
        this.links = links;
        this.painter = painter;
    }

    /** In the order of the recipients' addresses. */
    public List<MailMessage> write() {
        Map<List<ContainerFinding>, MailMessage> written = new LinkedHashMap<>();
        List<MailMessage> messages = new ArrayList<>();
        for (String recipient : settings.recipients()) {
            List<ContainerFinding> findings = data.findings().stream()
                    .filter(found -> concerns(recipient, found.container()))
                    .toList();
            if (findings.isEmpty() && !settings.to().contains(recipient)) {
                LOG.warn("no mail to {}: its routes match none of the containers of this report", recipient);
            } else if (settings.when().isMetBy(findings, data)) {
                MailMessage same = written.computeIfAbsent(
                        findings, theirs -> write(theirs, settings.to().contains(recipient)));
                messages.add(new MailMessage(recipient, same.subject(), same.text(), same.html(), same.pictures()));
            } else {
                LOG.info("no mail to {}: nothing to tell, and mail.when is not always", recipient);
            }
        }
        if (!settings.recipients().isEmpty()) {
            warnOfUnread();
        }
        return messages;
    }

    private boolean concerns(String recipient, ReplicatedContainer container) {
        return settings.concerns(recipient, container.environment(), container.namespace(), container.workload());
    }

    private void warnOfUnread() {
        List<String> unread = data.findings().stream()
                .filter(ContainerFinding::needsAttention)
                .map(ContainerFinding::container)
                .filter(container ->
                        settings.recipients().stream().noneMatch(recipient -> concerns(recipient, container)))
                .map(MailComposer::who)
                .toList();
        if (!unread.isEmpty()) {
            LOG.warn("{}: nobody is told by mail, as no route matches and mail.to is empty", names(unread));
        }
    }

    private MailMessage write(List<ContainerFinding> findings, boolean ofAll) {
        List<ContainerFinding> grave =
                findings.stream().filter(ContainerFinding::needsAttention).toList();
        List<Picture> pictures = new ArrayList<>();
        ReportPage page = new PageBuilder(
                        ofAll ? data : data.withoutNotes(), findings, remedies, links, Provenance.UNKNOWN)
                .build(title, masked);
        List<MailView.Item> items = new ArrayList<>();
        for (int i = 0; i < Math.min(FINDINGS, grave.size()); i++) {
            items.add(item(page.sections().get(i), grave.get(i), pictures));
        }
        MailView mail = new MailView(
                new SubjectLine(data, findings).text(),
                page,
                items,
                grave.stream()
                        .skip(FINDINGS)
                        .limit(LINES)
                        .map(found -> Badge.of(found.finding().verdict()).text() + ": " + whoAndSuspect(found))
                        .toList(),
                changes(findings),
                line(findings, Verdict.STEADY, MailComposer::whoAndSuspect),
                line(findings, Verdict.INSUFFICIENT_DATA, this::whoAndWhen),
                settings.link() == null ? "" : DisplayText.sentence(settings.link()));
        return new MailMessage(
                "",
                mail.subject(),
                PlainTextMail.render(mail),
                Templates.render("dev/culprit/report/mail/mail.peb", Map.of("mail", mail, "page", page)),
                pictures);
    }

    private MailView.Item item(ReportPage.Section section, ContainerFinding found, List<Picture> pictures) {
        PngChart chart = new PngChart(
                data,
                Stream.concat(Stream.of(found), data.counterparts(found.container()).stream())
                        .map(ContainerFinding::container)
                        .toList());
        byte[] png = paint(chart);
        if (png == null) {
            return new MailView.Item(section, "", "");
        }
        Picture picture = new Picture("chart-%d".formatted(pictures.size() + 1), png);
        pictures.add(picture);
        return new MailView.Item(section, picture.id(), chart.description());
    }

    /** A machine without fonts can draw nothing: Java fails there in several ways, some of them errors. */
    private byte @Nullable [] paint(PngChart chart) {
        if (picturesFailed) {
            return null;
        }
        System.setProperty("java.awt.headless", "true");
        try {
            return painter.apply(chart);
        } catch (RuntimeException | LinkageError | InternalError failure) {
            picturesFailed = true;
            LOG.warn(
                    "the mail has no pictures, as this machine cannot draw text (install fontconfig and a font): {}",
                    DisplayText.sentence(String.valueOf(failure)));
            return null;
        }
    }

    private List<MailView.ChangeLine> changes(List<ContainerFinding> findings) {
        List<MailView.ChangeLine> changes = new ArrayList<>();
        for (ContainerFinding found : findings) {
            Change change = data.change(found.container());
            if (change != null && change.kind() != Kind.SAME && !change.isFirst()) {
                changes.add(new MailView.ChangeLine(
                        change.kind().word(), who(found.container()), DisplayText.sentence(change.sentence())));
            }
        }
        return changes.subList(0, Math.min(LINES, changes.size()));
    }

    private static String line(
            List<ContainerFinding> findings, Verdict verdict, Function<ContainerFinding, String> words) {
        return names(findings.stream()
                .filter(found -> found.finding().verdict() == verdict)
                .map(words)
                .toList());
    }

    private static String whoAndSuspect(ContainerFinding found) {
        Suspect suspect = found.suspect();
        return who(found.container()) + (suspect == null ? "" : " (%s)".formatted(SuspectNote.of(suspect)));
    }

    /** With the time at which the first verdict can be expected, where it can be named. */
    private String whoAndWhen(ContainerFinding found) {
        FirstDay day = data.firstDay(found.container());
        String when = day == null || day.verdict() == null ? "" : day.verdict().brief();
        return whoAndSuspect(found) + (when.isEmpty() ? "" : " (%s)".formatted(when));
    }

    private static String names(List<String> all) {
        return all.stream().limit(NAMES).collect(Collectors.joining(", "))
                + (all.size() > NAMES ? " and %,d more".formatted(all.size() - NAMES) : "");
    }

    private static String who(ReplicatedContainer container) {
        return Place.of(container).toString();
    }
}
