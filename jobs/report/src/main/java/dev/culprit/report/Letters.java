package dev.culprit.report;

import dev.culprit.model.ReplicatedContainer;
import dev.culprit.model.finding.Verdict;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.history.Change;
import dev.culprit.report.mail.Letter;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.report.mail.Picture;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a letter for each recipient, with the findings that are theirs. */
final class Letters {
    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
    /** Told in full, with a picture each: a letter of more is cut by some mail systems, and read by nobody. */
    private static final int FINDINGS = 8;

    private static final int NAMES = 8;
    private static final int LINES = 30;
    private static final Set<Kind> NEWS = EnumSet.of(Kind.NEW, Kind.WORSE, Kind.REGRESSION, Kind.FIXED);

    private final ReportData data;
    private final Remedies remedies;
    private final ReportSettings settings;
    private final Function<PictureChart, byte[]> painter;
    private boolean picturesFailed;

    Letters(ReportData data, Remedies remedies, ReportSettings settings) {
        this(data, remedies, settings, PictureChart::png);
    }

    Letters(ReportData data, Remedies remedies, ReportSettings settings, Function<PictureChart, byte[]> painter) {
        this.data = data;
        this.remedies = remedies;
        this.settings = settings;
        this.painter = painter;
    }

    /** In the order of the recipients' addresses. */
    List<Letter> write() {
        MailSettings mail = settings.mail();
        Map<List<Case>, Letter> written = new LinkedHashMap<>();
        List<Letter> letters = new ArrayList<>();
        for (String recipient : mail.recipients()) {
            List<Case> cases = data.cases().stream()
                    .filter(one -> concerns(recipient, one.subject()))
                    .toList();
            if (cases.isEmpty() && !mail.to().contains(recipient)) {
                LOG.warn("no mail to {}: its routes match none of the containers of this report", recipient);
            } else if (isWorthSending(mail.when(), cases)) {
                Letter same = written.computeIfAbsent(
                        cases, theirs -> write(theirs, mail.to().contains(recipient)));
                letters.add(new Letter(recipient, same.subject(), same.text(), same.html(), same.pictures()));
            } else {
                LOG.info("no mail to {}: nothing to tell, and mail.when is not always", recipient);
            }
        }
        if (!mail.recipients().isEmpty()) {
            warnOfUnread();
        }
        return letters;
    }

    private boolean concerns(String recipient, ReplicatedContainer subject) {
        return settings.mail().concerns(recipient, subject.environment(), subject.namespace(), subject.workload());
    }

    private boolean isWorthSending(MailSettings.Occasion when, List<Case> cases) {
        return switch (when) {
            case ALWAYS -> true;
            case FINDING -> cases.stream().anyMatch(Letters::ails);
            case CHANGE ->
                cases.stream().anyMatch(one -> {
                    Change change = data.change(one.subject());
                    return change == null ? ails(one) : NEWS.contains(change.kind());
                });
        };
    }

    private static boolean ails(Case one) {
        return PageBuilder.isDetailed(one.finding().verdict());
    }

    private void warnOfUnread() {
        List<String> unread = data.cases().stream()
                .filter(Letters::ails)
                .map(Case::subject)
                .filter(subject ->
                        settings.mail().recipients().stream().noneMatch(recipient -> concerns(recipient, subject)))
                .map(Letters::who)
                .toList();
        if (!unread.isEmpty()) {
            LOG.warn("{}: nobody is told by mail, as no route matches and mail.to is empty", names(unread));
        }
    }

    private Letter write(List<Case> cases, boolean ofAll) {
        List<Case> ailing = cases.stream().filter(Letters::ails).toList();
        List<Picture> pictures = new ArrayList<>();
        Page page = new PageBuilder(ofAll ? data : data.withoutNotes(), cases, remedies)
                .build(settings.title(), settings.redact());
        List<MailPage.Item> items = new ArrayList<>();
        for (int i = 0; i < Math.min(FINDINGS, ailing.size()); i++) {
            items.add(item(page.sections().get(i), ailing.get(i), pictures));
        }
        MailPage mail = new MailPage(
                new Headline(data, cases).text(),
                page,
                items,
                ailing.stream()
                        .skip(FINDINGS)
                        .limit(LINES)
                        .map(one -> PageBuilder.badge(one.finding().verdict()).text() + ": " + who(one.subject()))
                        .toList(),
                changes(cases),
                line(cases, Verdict.STEADY),
                line(cases, Verdict.INSUFFICIENT_DATA),
                settings.mail().link() == null
                        ? ""
                        : PageBuilder.text(settings.mail().link()));
        return new Letter("", mail.subject(), PlainLetter.render(mail), HtmlReport.render(mail), pictures);
    }

    private MailPage.Item item(Page.Section section, Case one, List<Picture> pictures) {
        PictureChart chart = new PictureChart(
                data,
                Stream.concat(Stream.of(one), data.twins(one.subject()).stream())
                        .map(Case::subject)
                        .toList());
        byte[] png = paint(chart);
        if (png == null) {
            return new MailPage.Item(section, "", "");
        }
        Picture picture = new Picture("chart-%d".formatted(pictures.size() + 1), png);
        pictures.add(picture);
        return new MailPage.Item(section, picture.id(), chart.description());
    }

    /** A machine without fonts can draw nothing: Java fails there in several ways, some of them errors. */
    private byte @Nullable [] paint(PictureChart chart) {
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
                    PageBuilder.text(String.valueOf(failure)));
            return null;
        }
    }

    private List<MailPage.Change> changes(List<Case> cases) {
        List<MailPage.Change> changes = new ArrayList<>();
        for (Case one : cases) {
            Change change = data.change(one.subject());
            if (change != null && change.kind() != Kind.SAME && !change.isFirst()) {
                changes.add(new MailPage.Change(
                        change.kind().word(), who(one.subject()), PageBuilder.text(change.sentence())));
            }
        }
        return changes.subList(0, Math.min(LINES, changes.size()));
    }

    private static String line(List<Case> cases, Verdict verdict) {
        return names(cases.stream()
                .filter(one -> one.finding().verdict() == verdict)
                .map(one -> who(one.subject()))
                .toList());
    }

    private static String names(List<String> all) {
        return all.stream().limit(NAMES).collect(Collectors.joining(", "))
                + (all.size() > NAMES ? " and %,d more".formatted(all.size() - NAMES) : "");
    }

    private static String who(ReplicatedContainer subject) {
        return "%s %s/%s/%s"
                .formatted(
                        PageBuilder.name(subject.environment()),
                        PageBuilder.name(subject.namespace()),
                        PageBuilder.name(subject.workload()),
                        PageBuilder.name(subject.container()));
    }
}
