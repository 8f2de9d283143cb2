package dev.culprit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.report.data.ShownValues;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportJobTest {
    private static final Configuration CONFIGURATION = new Configuration();

    @TempDir
    private static Path shared;

    private static Warehouse whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void publish() {
        whole = Incident.whole()
                .publish(new Warehouse(shared.resolve("warehouse").toString(), CONFIGURATION));
    }

    @Test
    void theWholeReportIsWrittenAndNothingElse() throws IOException {
        ReportOutcome outcome = report(whole, "out", false);
        Path out = folder.resolve("out");
        assertThat(outcome.htmlPath()).isEqualTo(out.resolve("report.html").toString());
        assertThat(outcome.labelNamed()).isTrue();
        assertThat(outcome.summary().facts()).containsExactly("6 findings", "1 label named", outcome.htmlPath());
        assertThat(outcome.summary().figures()).isEqualTo(new Figures(6, 2, 0));
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "report.json");
        }
    }

    @Test
    void theSameTablesGiveTheSameBytesAndAnOldReportIsReplaced() throws IOException {
        Files.createDirectories(folder.resolve("second"));
        Files.writeString(folder.resolve("second/report.html"), "last week's");
        report(whole, "first", false);
        report(whole, "second", false);
        for (String name : List.of("report.html", "report.json")) {
            assertThat(folder.resolve("second").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("first").resolve(name));
        }
    }

    @Test
    void redactionReachesEverythingThatIsWritten() throws IOException {
        Incident incident = new Incident()
                .finding("prod", Findings.labelLeak())
                .growth("prod", Incident.growthRow("wp-proxy", "wp-proxy-0", Findings.HOSTS, "m", 100));
        ReportOutcome outcome = report(incident, "out", true);
        String all = outcome.verdictTable()
                + Files.readString(folder.resolve("out/report.html"))
                + Files.readString(folder.resolve("out/report.json"));
        assertThat(all)
                .doesNotContain("a3f9", "b77c", "c0de", "f00d")
                .contains("x0x0.x0.xxxxxxxxxxx.xxx", "*.*.myftpupload.com", "destination_service");
    }

    @Test
    void anExportOfAnEarlierReportIsNoSecretKept() throws IOException {
        Path export = Files.createDirectories(folder.resolve("out")).resolve("findings.csv");
        Files.writeString(export, "clear");
        assertThat(report(whole, "out", true).summary().facts())
                .contains(export + " is of an earlier report and may show values that this one masks: delete it");
        assertThat(report(whole, "out", false).summary().facts()).noneMatch(fact -> fact.contains("earlier report"));
    }

    @Test
    void whatLooksPersonalIsMaskedForReadersAndStaysInTheData() throws IOException {
        Incident incident =
                new Incident().finding("prod", Findings.labelLeak(Findings.hostLabels(List.of("anna.b@example.org"))));
        Warehouse personal =
                incident.publish(new Warehouse(folder.resolve("warehouse").toString(), CONFIGURATION));
        ReportOutcome masked = report(personal, "masked", false);
        assertThat(masked.verdictTable() + read("masked/report.html"))
                .contains("a***@e***.org", "values that look personal are masked")
                .doesNotContain("anna.b");
        assertThat(read("masked/report.json")).contains("anna.b@example.org");
        ReportSettings all = new ReportSettings(
                "t", folder.resolve("all").toString(), false, ShownValues.ALL, Set.of(), MailSettings.NONE);
        ReportJob.run(personal, CONFIGURATION, Incident.ENVIRONMENTS, Incident.PERIOD, all);
        assertThat(read("all/report.html"))
                .contains("anna.b@example.org")
                .doesNotContain("values that look personal are masked");
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void withoutFindingsTheUserIsToldWhatToRun() {
        Warehouse empty = new Warehouse(folder.resolve("none").toString(), CONFIGURATION);
        ReportSettings settings = new ReportSettings("t", folder.resolve("out").toString(), false);
        assertThatThrownBy(() -> ReportJob.run(empty, CONFIGURATION, List.of("prod"), Incident.PERIOD, settings))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("no findings for 2026-11-16T00:00:00Z to 2026-11-19T00:00:00Z")
                .hasMessageEndingWith("run 'culprit correlate' for this period first");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "not a folder");
        assertThatThrownBy(() -> report(new Incident().finding("prod", Findings.plateau()), "file/report", false))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("file/report cannot be written");
    }

    private ReportOutcome report(Incident incident, String output, boolean redact) {
        return report(
                incident.publish(new Warehouse(folder.resolve("warehouse").toString(), CONFIGURATION)), output, redact);
    }

    private ReportOutcome report(Warehouse warehouse, String output, boolean redact) {
        return ReportJob.run(
                warehouse,
                CONFIGURATION,
                Incident.ENVIRONMENTS,
                Incident.PERIOD,
                new ReportSettings(
                        "Weekly cardinality report", folder.resolve(output).toString(), redact));
    }
}
