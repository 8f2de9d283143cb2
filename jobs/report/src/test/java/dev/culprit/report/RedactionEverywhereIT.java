package dev.culprit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.report.chart.PngChart;
import dev.culprit.report.chat.Webhook;
import dev.culprit.report.chat.Webhook.Kind;
import dev.culprit.report.data.ReportData;
import dev.culprit.report.data.ReportTables;
import dev.culprit.report.data.ShownValues;
import dev.culprit.report.export.ExportFormat;
import dev.culprit.report.mail.MailComposer;
import dev.culprit.report.mail.MailMessage;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.Mode;
import dev.culprit.report.remedy.Remedies;
import dev.culprit.warehouse.Warehouse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is planted wherever a value can stand, and looked for in everything that a redacted report says. */
final class RedactionEverywhereIT {
    private static final List<String> PLANTED =
            List.of("Jane", "Doe", "jane.doe", "example.org", "203.0.113.77", "4815162342");
    private static final Configuration CONFIGURATION = new Configuration();

    @TempDir
    private Path folder;

    @Test
    void nobodyIsFoundInARedactedReport() throws Exception {
        Warehouse warehouse = planted();
        ReportSettings settings = new ReportSettings(
                        "Weekly",
                        folder.resolve("report").toString(),
                        true,
                        ShownValues.ALL,
                        EnumSet.allOf(ExportFormat.class),
                        mail())
                .to(List.of(
                        Webhook.of(Kind.GENERIC, URI.create("http://127.0.0.1:9/"), "*", "*", "*", Occasion.ALWAYS)));
        ReportOutcome shown =
                ReportJob.run(warehouse, CONFIGURATION, List.of("prod"), Incident.PERIOD, settings, Mode.SHOW);
        ReportJob.run(
                warehouse,
                CONFIGURATION,
                List.of("prod"),
                Incident.PERIOD,
                new ReportSettings("Weekly", settings.output(), true, settings.exports()));
        ReportData data = ReportTables.read(warehouse, List.of("prod"), Incident.PERIOD, true);
        MailMessage message = new MailComposer(data, Remedies.load(), mail(), "Weekly", "", List.of())
                .write()
                .get(0);
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("console", shown.verdictTable());
        outputs.put("mail and chat", shown.shownMail());
        outputs.put("mail's subject and HTML", message.subject() + message.html());
        PngChart chart = new PngChart(data, List.of(data.findings().get(0).container()));
        outputs.put("picture's text", chart.description());
        for (String file : List.of("report.html", "report.json", "findings.csv")) {
            outputs.put(file, Files.readString(folder.resolve("report").resolve(file)));
        }
        outputs.put("findings.parquet", parquet(folder.resolve("report/findings.parquet")));
        outputs.forEach(
                (what, text) -> assertThat(text).as(what).isNotBlank().doesNotContain(PLANTED.toArray(String[]::new)));
        message.pictures()
                .forEach(picture -> assertThat(new String(picture.png(), StandardCharsets.ISO_8859_1))
                        .doesNotContain(PLANTED.toArray(String[]::new)));
    }

    @Test
    void theSamePersonIsThereWithoutRedaction() throws Exception {
        ReportJob.run(
                planted(),
                CONFIGURATION,
                List.of("prod"),
                Incident.PERIOD,
                new ReportSettings(
                        "Weekly",
                        folder.resolve("plain").toString(),
                        false,
                        ShownValues.ALL,
                        EnumSet.of(ExportFormat.PARQUET),
                        MailSettings.NONE));
        assertThat(Files.readString(folder.resolve("plain/report.html")))
                .contains("Jane Doe", "jane.doe@example.org", "203.0.113.77", "4815162342");
        assertThat(parquet(folder.resolve("plain/findings.parquet"))).contains("Jane Doe");
    }

    private Warehouse planted() {
        Culprit hosts = Findings.hostLabels();
        LabelValues values = new LabelValues(
                "Jane Doe <n>", List.of("Jane Doe 4711", "jane.doe@example.org", "203.0.113.77", "4815162342"), 3L);
        Culprit customer = new Culprit(
                List.of("customer"),
                hosts.metrics(),
                hosts.confidence(),
                hosts.since(),
                1,
                1,
                1,
                hosts.bytesPerSeries(),
                values,
                hosts.saving());
        Finding plain = Findings.labelLeak(customer);
        Finding finding = new Finding(
                plain.cluster(),
                plain.container(),
                plain.period(),
                plain.verdict(),
                plain.confidence(),
                plain.memory(),
                plain.culprits(),
                List.of(new Evidence("births", "New values such as Jane Doe 4711 and 203.0.113.77.", List.of())),
                List.of("A day without jane.doe@example.org."),
                List.of("more of 4815162342"),
                plain.environments(),
                List.of(),
                List.of());
        return new Incident()
                .finding("prod", finding)
                .growth("prod", Incident.growthRow("wp-proxy", "wp-proxy-0", List.of("customer"), "m", 100))
                .unreadScrapes("prod", new UnreadRow("a.prom", "line 3", "no value in 'm{customer=\"Jane Doe\"}'", 1))
                .publish(new Warehouse(folder.resolve("warehouse").toString(), CONFIGURATION));
    }

    private static MailSettings mail() {
        return new MailSettings(
                "culprit@example.net",
                List.of("sre@example.net"),
                List.of(),
                Occasion.ALWAYS,
                null,
                MailSettings.NONE.smtp());
    }

    private static String parquet(Path file) throws Exception {
        StringBuilder rows = new StringBuilder();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.append(row);
            }
        }
        return rows.toString();
    }
}
