package dev.culprit.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.model.table.Partition;
import dev.culprit.report.Findings;
import dev.culprit.report.Incident;
import dev.culprit.report.ReportJob;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.Reports;
import dev.culprit.report.data.ReportData;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FindingExportTest {
    private static final Configuration CONFIGURATION = new Configuration();

    @TempDir
    private Path folder;

    @Test
    void aLineForEachGroupThatIsNamedAndOneForAFindingThatNamesNone() {
        List<List<String>> lines = parse(csv(Findings.labelLeak(), Findings.unknown()));
        List<String> names = lines.get(0);
        assertThat(names).startsWith("environment", "cluster", "namespace", "workload", "container", "period_from");
        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).hasSameSizeAs(names));
        List<String> leak = lines.get(1);
        assertThat(leak.get(names.indexOf("verdict"))).isEqualTo("label");
        assertThat(leak.get(names.indexOf("slope_bytes_per_hour"))).isEqualTo("605000");
        assertThat(leak.get(names.indexOf("culprit"))).isEqualTo("1");
        assertThat(leak.get(names.indexOf("labels"))).isEqualTo("destination_service; destination_service_name");
        assertThat(leak.get(names.indexOf("period_from"))).isEqualTo("2026-11-16T00:00:00Z");
        List<String> unknown = lines.get(2);
        assertThat(unknown.get(names.indexOf("slope_bytes_per_hour"))).isEmpty();
        assertThat(unknown.get(names.indexOf("culprit"))).isEmpty();
        assertThat(unknown.get(names.indexOf("suspect_probability"))).isEmpty();
    }

    @Test
    void theLikeliestSuspectStandsBesideAFindingThatNamesNone() {
        List<List<String>> lines = parse(csv(Findings.undecided()));
        List<String> names = lines.get(0);
        List<String> undecided = lines.get(1);
        assertThat(undecided.get(names.indexOf("labels"))).isEmpty();
        assertThat(undecided.get(names.indexOf("suspect"))).isEqualTo("tenant");
        assertThat(undecided.get(names.indexOf("suspect_probability"))).isEqualTo("0.62");
        assertThat(undecided.get(names.indexOf("suspect_bytes_per_series_high")))
                .isEqualTo("3400");
        assertThat(undecided.get(names.indexOf("suspect_share"))).isEqualTo("0.55");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil\")",
                "+1+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                " =1",
                "\n@x",
                "\uff1d1+1",
                "\u00a0=1"
            })
    void whatASpreadsheetWouldRunIsText(String value) {
        String csv = csv(leak(value));
        List<List<String>> lines = parse(csv);
        String cell = lines.get(1).get(lines.get(0).indexOf("value_pattern"));
        assertThat(cell).startsWith("'");
        assertThat(csv)
                .doesNotContain(",\"=")
                .doesNotContain(",\"+")
                .doesNotContain(",\"-")
                .doesNotContain(",\"@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "say \"hi\"", "two\nlines", "\u001b[31m", "\ttab", "\u202eright"})
    void noTextBreaksItsCellOrSteersATerminal(String value) {
        String csv = csv(leak(value));
        assertThat(csv.replace("\r\n", "").chars().noneMatch(c -> c < ' ' || c == 127 || c == 0x202e))
                .isTrue();
        assertThat(parse(csv).get(1)).hasSameSizeAs(parse(csv).get(0));
    }

    @Test
    void quotesComeBackAsTheyWere() {
        List<List<String>> lines = parse(csv(leak("a \"quoted\", value")));
        assertThat(lines.get(1).get(lines.get(0).indexOf("value_pattern"))).isEqualTo("a \"quoted\", value");
    }

    @Test
    void parquetHoldsTheSameRows() throws IOException {
        ReportData data = Reports.data(Findings.labelLeak(), Findings.applicationLeak(), Findings.unknown());
        Partition partition = new Partition("all", LocalDate.parse("2026-11-18"));
        Path file = folder.resolve("findings").resolve(partition.folder()).resolve("findings.parquet");
        FindingExport.content(ExportFormat.PARQUET, data, CONFIGURATION)
                .writeTo(FileSystem.getLocal(CONFIGURATION), new org.apache.hadoop.fs.Path(file.toString()));
        assertThat(new Warehouse(folder.toString(), CONFIGURATION).read(FindingRow.TABLE, partition))
                .isEqualTo(FindingRow.of(data));
    }

    @Test
    void exportsStandBesideTheReportWholeOrNotAtAll() throws IOException {
        Warehouse warehouse = new Incident()
                .finding("prod", Findings.labelLeak())
                .publish(new Warehouse(folder.resolve("warehouse").toString(), CONFIGURATION));
        Path out = folder.resolve("out");
        report(warehouse, out.toString());
        assertThat(names(out))
                .containsExactlyInAnyOrder("report.html", "report.json", "findings.csv", "findings.parquet");
        Files.writeString(folder.resolve("file"), "in the way");
        assertThatThrownBy(() -> report(warehouse, folder.resolve("file/report").toString()))
                .isInstanceOf(CulpritException.class);
        assertThat(names(folder)).containsExactlyInAnyOrder("warehouse", "out", "file");
    }

    @Test
    void masksReachTheExportToo() throws IOException {
        Warehouse warehouse = new Incident()
                .finding("prod", Findings.labelLeak())
                .publish(new Warehouse(folder.resolve("warehouse").toString(), CONFIGURATION));
        Path out = folder.resolve("masked");
        ReportJob.run(
                warehouse,
                CONFIGURATION,
                List.of("prod"),
                Incident.PERIOD,
                new ReportSettings("t", out.toString(), true, Set.of(ExportFormat.CSV)));
        assertThat(Files.readString(out.resolve("findings.csv")))
                .contains("*.*.myftpupload.com")
                .doesNotContain("a3f9");
    }

    private static void report(Warehouse warehouse, String output) {
        ReportJob.run(
                warehouse,
                CONFIGURATION,
                List.of("prod"),
                new Period(Findings.FROM, Findings.TO),
                new ReportSettings("t", output, false, Set.of(ExportFormat.values())));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String csv(Finding... findings) {
        return FindingExport.csv(FindingRow.of(Reports.data(findings)));
    }

    private static Finding leak(String pattern) {
        Finding leak = Findings.labelLeak();
        Finding.Culprit first = leak.culprits().get(0);
        Finding.Culprit hostile = new Finding.Culprit(
                first.labels(),
                first.metrics(),
                first.confidence(),
                first.since(),
                first.seriesPerHour(),
                first.valuesPerHour(),
                first.seriesPerValue(),
                first.bytesPerSeries(),
                new LabelValues(pattern, List.of(pattern)),
                first.saving());
        return new Finding(
                leak.cluster(),
                leak.container(),
                leak.period(),
                leak.verdict(),
                leak.confidence(),
                leak.memory(),
                List.of(hostile),
                leak.evidence(),
                leak.refutedBy(),
                leak.missing(),
                leak.environments(),
                List.of(),
                List.of());
    }

    /** By the letter of RFC 4180. */
    private static List<List<String>> parse(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\r')) {
                line.add(cell.toString());
                cell.setLength(0);
                if (c == '\r') {
                    lines.add(line);
                    line = new ArrayList<>();
                    i++;
                }
            } else {
                cell.append(c);
            }
        }
        assertThat(Arrays.asList(quoted, line.isEmpty())).containsExactly(false, true);
        return lines;
    }
}
