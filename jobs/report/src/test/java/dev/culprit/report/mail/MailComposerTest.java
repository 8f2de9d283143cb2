package dev.culprit.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Interval;
import dev.culprit.model.finding.Suspect;
import dev.culprit.report.Findings;
import dev.culprit.report.Hostile;
import dev.culprit.report.Reports;
import dev.culprit.report.data.Masked;
import dev.culprit.report.data.Measurements;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.history.Change;
import dev.culprit.report.history.Change.Kind;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.MailSettings.Route;
import dev.culprit.report.remedy.Remedies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailComposerTest {
    private static final List<Route> NO_ROUTES = List.of();

    @Test
    void aRecipientOfSeveralRoutesGetsOneMailWithAllOfTheirFindings() {
        List<MailMessage> letters = write(
                Reports.data(Findings.labelLeak(), Findings.applicationLeak(), Findings.plateau()),
                Occasion.ALWAYS,
                List.of(),
                List.of(
                        new Route("prod", "web", "*", List.of("a@b.c")),
                        new Route("pr*d", "*", "thumbs", List.of("a@b.c", "d@e.f")),
                        new Route("test", "*", "*", List.of("nobody@e.f"))));
        assertThat(letters).extracting(MailMessage::recipient).containsExactly("a@b.c", "d@e.f");
        assertThat(letters.get(0).text()).contains("wp-proxy", "thumbs").doesNotContain("catalog");
        assertThat(letters.get(1).text()).contains("thumbs").doesNotContain("wp-proxy", "catalog");
    }

    @ParameterizedTest
    @CsvSource({"ALWAYS,1", "FINDING,0", "CHANGE,0"})
    void whetherASteadyWeekIsWorthAMailIsForTheSettingsToSay(Occasion when, int letters) {
        assertThat(write(Reports.data(Findings.plateau()), when, List.of("a@b.c"), NO_ROUTES))
                .hasSize(letters);
    }

    @ParameterizedTest
    @CsvSource({"ALWAYS,1", "FINDING,1", "CHANGE,0"})
    void aFindingThatIsAsItWasIsNoChange(Occasion when, int letters) {
        assertThat(write(changed(Kind.SAME, Findings.labelLeak()), when, List.of("a@b.c"), NO_ROUTES))
                .hasSize(letters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NEW        | prod: destination_service makes wp-proxy leak, 0.61 MB/h
                    WORSE      | prod: destination_service makes wp-proxy leak, 0.61 MB/h
                    REGRESSION | prod: destination_service makes wp-proxy leak again, 0.61 MB/h
                    SAME       | nothing new in 3 days; prod: destination_service still makes wp-proxy leak, 0.61 MB/h
                    BETTER     | nothing new in 3 days; prod: destination_service still makes wp-proxy leak, 0.61 MB/h
                    """)
    void theSubjectSaysWhatBecameOfIt(Kind kind, String subject) {
        assertThat(subject(changed(kind, Findings.labelLeak()))).isEqualTo(subject);
    }

    /** In a first week everything is new, and the findings say so themselves. */
    @ParameterizedTest
    @CsvSource({"NEW,false", "SAME,false", "WORSE,true", "BETTER,true", "FIXED,true", "REGRESSION,true"})
    void whatChangedIsToldWhereThereWasSomethingBefore(Kind kind, boolean told) {
        MailMessage letter = write(changed(kind, Findings.labelLeak()), Occasion.ALWAYS, List.of("a@b.c"), NO_ROUTES)
                .get(0);
        assertThat(letter.text().contains("WHAT CHANGED")).isEqualTo(told);
        assertThat(letter.html().contains("What changed")).isEqualTo(told);
    }

    @Test
    void withoutALeakTheSubjectSaysThat() {
        assertThat(subject(Reports.data(Findings.plateau()))).isEqualTo("nothing new in 3 days");
        assertThat(subject(Reports.data(Findings.unknown()))).isEqualTo("too little data in 3 days to judge anything");
        assertThat(subject(changed(Kind.FIXED, Findings.plateau()))).isEqualTo("prod: catalog is fixed");
    }

    @Test
    void whoIsSuspectedIsMarkedAsNotProvedInTextAndHtml() {
        Finding leak = Findings.suspecting(
                Findings.applicationLeak(), new Suspect(List.of("path"), 0.08, 40, new Interval(700, 0, 2100), 0.1));
        MailMessage letter = write(Reports.suspecting(leak), Occasion.ALWAYS, List.of("a@b.c"), NO_ROUTES)
                .get(0);
        assertThat(letter.text())
                .contains(
                        "\nnot proved: path, 0.08\n",
                        "Each would cost   700 B (0 B to 2.1 kB)",
                        "If it is this label: ")
                .doesNotContain("What to change", "Saves");
        assertThat(letter.html())
                .contains("<strong>Not proved:</strong>", "<strong>If it is this label:</strong>")
                .doesNotContain("What to change", "Saves");
    }

    @Test
    void whoIsSuspectedStandsBehindWhatCannotBeJudged() {
        MailMessage letter = write(Reports.data(Findings.undecided()), Occasion.ALWAYS, List.of("a@b.c"), NO_ROUTES)
                .get(0);
        assertThat(letter.text().replaceAll("\\s+", " "))
                .contains("Too little data: prod shop/checkout/app (not proved: tenant, 0.62).");
        assertThat(letter.html()).contains("prod shop/checkout/app (not proved: tenant, 0.62).");
    }

    @Test
    void aMachineThatCannotDrawCostsThePicturesOnly() {
        Measurements traces = new Measurements();
        traces.addMemory("wp-proxy-0", Findings.FROM, 30e6, null);
        ReportData data = Reports.data(Map.of(Reports.PROXY, traces), Findings.labelLeak());
        MailComposer letters = new MailComposer(
                data,
                Remedies.load(),
                settings(Occasion.ALWAYS, List.of("a@b.c"), NO_ROUTES),
                "Weekly",
                "",
                List.of(),
                chart -> {
                    throw new InternalError("no fonts");
                });
        MailMessage letter = letters.write().get(0);
        assertThat(letter.pictures()).isEmpty();
        assertThat(letter.html()).doesNotContain("<img").contains("destination_service");
    }

    @Test
    void maskedDataStayMaskedInSubjectTextAndHtml() {
        MailMessage letter = write(
                        Masked.of(Reports.data(Findings.labelLeak())), Occasion.ALWAYS, List.of("a@b.c"), NO_ROUTES)
                .get(0);
        assertThat(letter.subject() + letter.text() + letter.html())
                .doesNotContain("a3f9", "b77c", "c0de", "f00d")
                .contains("x0x0.x0.xxxxxxxxxxx.xxx", "*.*.myftpupload.com");
    }

    @Test
    void hostileTextsStayOnTheirLinesAndOutOfTheMarkup() {
        MailMessage letter = write(Hostile.data(), Occasion.ALWAYS, List.of("a@b.c"), NO_ROUTES)
                .get(0);
        assertThat(letter.subject())
                .doesNotContain("\r", "\n", "\u202e", "\u001b")
                .hasSizeLessThan(200);
        assertThat(letter.text()).doesNotContain("\r", "\u202e", "\u001b", "\nBcc:", "A".repeat(700));
        assertThat(letter.html()).doesNotContain("<script", "<img src=x", "\u202e", "\u001b", "A".repeat(700));
    }

    private static ReportData changed(Kind kind, Finding finding) {
        ReportData data = Reports.data(finding);
        Change change = new Change(kind, "A sentence.", null, null, null, null, null);
        return new ReportData(
                data.period(),
                data.findings(),
                data.trends(),
                data.growth(),
                data.measurements(),
                data.coverage(),
                data.notes(),
                Map.of(data.findings().get(0).container(), change),
                Map.of());
    }

    private static String subject(ReportData data) {
        return write(data, Occasion.ALWAYS, List.of("a@b.c"), NO_ROUTES).get(0).subject();
    }

    private static List<MailMessage> write(ReportData data, Occasion when, List<String> to, List<Route> routes) {
        return new MailComposer(data, Remedies.load(), settings(when, to, routes), "Weekly", "", List.of()).write();
    }

    private static MailSettings settings(Occasion when, List<String> to, List<Route> routes) {
        return new MailSettings("culprit@b.c", to, routes, when, null, MailSettings.NONE.smtp());
    }
}
