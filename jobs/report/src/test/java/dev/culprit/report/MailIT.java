package dev.culprit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.culprit.report.Browser.Measured;
import dev.culprit.report.data.ShownValues;
import dev.culprit.report.mail.MailComposer;
import dev.culprit.report.mail.MailMessage;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.MailSettings.Route;
import dev.culprit.report.mail.Mode;
import dev.culprit.report.mail.Picture;
import dev.culprit.report.mail.PlainTextMail;
import dev.culprit.report.mail.SmtpSettings;
import dev.culprit.report.mail.SmtpSettings.Security;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.warehouse.Warehouse;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The mail of the made-up incident, from the tables to what a reader sees. */
final class MailIT {
    private static final Configuration CONFIGURATION = new Configuration();
    private static final Path KEPT = Path.of("target", "mail");
    private static final String SRE = "sre@example.com";
    private static final String MEDIA = "media@example.com";
    private static final List<Integer> WIDTHS = List.of(Browser.PHONE, Browser.DESKTOP);

    @RegisterExtension
    private static final GreenMailExtension SERVER = new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

    @TempDir
    private static Path shared;

    private static Warehouse incident;

    @TempDir
    private Path folder;

    @BeforeAll
    static void publish() {
        incident = Incident.whole()
                .publish(new Warehouse(shared.resolve("warehouse").toString(), CONFIGURATION));
    }

    @Test
    void everyRecipientGetsTheirFindingsAndGetsThemOnce() throws Exception {
        ReportOutcome outcome = run(Mode.SEND);
        assertThat(outcome.mailFailure()).isNull();
        assertThat(outcome.summary().facts()).contains("mail to media@example.com, sre@example.com");
        assertThat(outcome.summary().figures().rows()).isEqualTo(4);
        Map<String, Received> mail = received();
        assertThat(mail).containsOnlyKeys(SRE, MEDIA);
        assertThat(mail.get(SRE).subject())
                .isEqualTo("prod: destination_service makes wp-proxy leak, 0.61 MB/h (and 1 more)");
        assertThat(mail.get(MEDIA).subject()).isEqualTo("prod: thumbs leaks 2.41 MB/h, no label is to blame");
        assertThat(mail.get(MEDIA).text() + mail.get(MEDIA).html())
                .contains("thumbs")
                .doesNotContain("wp-proxy", "catalog", "nightly-export", "destination_service");
        assertThat(mail.get(SRE).pictures()).hasSize(2);
        assertThat(mail.get(MEDIA).pictures()).hasSize(1);

        ReportOutcome again = run(Mode.SEND);
        assertThat(again.summary().facts())
                .contains("mail to nobody (sent before: media@example.com, sre@example.com; --resend sends again)");
        assertThat(SERVER.getReceivedMessages()).hasSize(2);
        run(Mode.RESEND);
        assertThat(SERVER.getReceivedMessages()).hasSize(4);
        ReportOutcome shown = run(Mode.SHOW);
        assertThat(shown.shownMail())
                .contains("To:       sre@example.com (sent before", "Subject:  prod: destination_service makes")
                .contains(mail.get(SRE).text());
        assertThat(SERVER.getReceivedMessages()).hasSize(4);
    }

    @Test
    void theTextReadsWellOnItsOwn() throws Exception {
        run(Mode.SEND);
        String text = received().get(SRE).text();
        Files.createDirectories(KEPT);
        Files.writeString(KEPT.resolve("mail.txt"), text);
        assertThat(text).isEqualTo(golden());
        assertThat(text.lines()
                        .filter(line -> !line.startsWith("    "))
                        .filter(line -> line.length() > PlainTextMail.WIDTH))
                .isEmpty();
    }

    private static String golden() throws IOException {
        try (var in = MailIT.class.getResourceAsStream("mail.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void mailAndPageFitPhonesAndDesktopsAndHostileTextsDoNothing() throws Exception {
        Optional<Browser> browser = Browser.find(folder);
        assumeTrue(browser.isPresent(), "Chromium is not installed: what mail and page look like is not tested");
        run(Mode.SEND);
        Received received = received().get(SRE);
        String page = Files.readString(folder.resolve("report/report.html"));
        MailMessage hostile = hostileMessage();
        String hostileMail = Received.shown(
                hostile.html(), hostile.pictures().stream().collect(Collectors.toMap(Picture::id, Picture::png)));
        List<Measured> measured = browser.get()
                .measure(List.of(received.shown(), page, hostileMail, Reports.html(Hostile.data())), WIDTHS);
        assertThat(measured).hasSize(8).allSatisfy(one -> {
            one.assertWhole();
            assertThat(one.title()).isNotEqualTo("1");
        });
        assertThat(measured.get(0).title()).isEqualTo(received.subject());
        assertThat(measured.get(0).images()).isEqualTo(2);
        // A native button: Enter and the space bar press it.
        assertThat(measured.get(3).sort())
                .isEqualTo(
                        "solid; MB/h descending: 2.41 0.61 0.01 0.00 0.00 -; MB/h ascending: 0.00 0.00 0.01 0.61 2.41 -");
    }

    private MailMessage hostileMessage() {
        ReportSettings settings = settings(List.of(SRE), List.of());
        return new MailComposer(Hostile.data(), Remedies.load(), settings.mail(), settings.title(), "", List.of())
                .write()
                .get(0);
    }

    private ReportOutcome run(Mode mode) {
        return ReportJob.run(
                incident,
                CONFIGURATION,
                Incident.ENVIRONMENTS,
                Incident.PERIOD,
                settings(List.of(SRE), List.of(new Route("prod", "med*", "*", List.of(MEDIA)))),
                mode);
    }

    private ReportSettings settings(List<String> to, List<Route> routes) {
        return new ReportSettings(
                "Weekly cardinality report",
                folder.resolve("report").toString(),
                false,
                ShownValues.MASKED,
                Set.of(),
                new MailSettings(
                        "culprit@example.com",
                        to,
                        routes,
                        Occasion.ALWAYS,
                        null,
                        new SmtpSettings(
                                "localhost",
                                SERVER.getSmtp().getPort(),
                                Security.NONE,
                                null,
                                null,
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(60))));
    }

    private static Map<String, Received> received() throws MessagingException, IOException {
        Map<String, Received> mail = new TreeMap<>();
        for (MimeMessage message : SERVER.getReceivedMessages()) {
            mail.put(message.getAllRecipients()[0].toString(), Received.of(message));
        }
        return mail;
    }
}
