package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Verdict;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded incident as exporters would write it that do not escape: the verdict is the same, or that too little is known. */
final class HostileArchiveIT {
    private static final Period PERIOD =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-19T00:00:00Z"));
    private static final Partition LAST = new Partition("prod", PERIOD.lastDay());
    private static final String LABEL = "destination_service=\"";
    /** Begins with plain text, which Java looks for in jumps: there are 700 MB of bodies. */
    private static final Pattern VALUE = Pattern.compile(LABEL + "([^\"]{3})([^\"]*)\"");

    /** Of zstd's levels: the files are read once. */
    private static final int FASTEST = 1;

    @TempDir
    private Path folder;

    @Test
    void endsOfLinesInValuesDoNotChangeTheVerdict() throws IOException {
        Warehouse warehouse = verdicts(1, body -> VALUE.matcher(body).replaceAll(LABEL + "$1\ncount 5\n$2\""));
        assertThat(rows(warehouse, Table.SCRAPES)).extracting(ScrapeRow::status).containsOnly(ScrapeRow.OK);
        assertThat(rows(warehouse, Table.SERIES))
                .noneMatch(row -> row.metric().equals("count"))
                .anyMatch(row ->
                        row.labels().getOrDefault("destination_service", "").contains("\ncount 5\n"));
        Warehouse demo = new Warehouse(DemoRun.warehouse().toString(), new Configuration());
        Map<String, Finding> expected = findings(demo);
        Map<String, Finding> found = findings(warehouse);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((workload, finding) -> {
            assertThat(found.get(workload).verdict()).as(workload).isEqualTo(finding.verdict());
            assertThat(found.get(workload).confidence()).as(workload).isEqualTo(finding.confidence());
            assertThat(found.get(workload).culprits())
                    .as(workload)
                    .extracting(Finding.Culprit::labels)
                    .isEqualTo(finding.culprits().stream()
                            .map(Finding.Culprit::labels)
                            .toList());
        });
        assertThat(found.get("wp-proxy").verdict()).isEqualTo(Verdict.LABEL);
    }

    @Test
    void valuesThatNeverCloseLeaveTooLittleToSay() throws IOException {
        // Half of the scrapes would do for the label, see DemoBlocksIT.
        Warehouse warehouse = verdicts(2, body -> VALUE.matcher(body).replaceAll(LABEL + "$1$2"));
        Map<String, Finding> found = findings(warehouse);
        assertThat(found).containsKeys("wp-proxy", "thumbs");
        assertThat(found.get("wp-proxy").verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(found.get("thumbs").verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    /** @param every 2 for every second scrape of prod, 1 for all */
    private Warehouse verdicts(int every, UnaryOperator<String> written) throws IOException {
        Path scrapes = folder.resolve("scrapes");
        Path origin = DemoDay.HOME.resolve("demo/scrapes/environment=prod");
        List<Path> files;
        try (Stream<Path> walked = Files.walk(origin)) {
            files = walked.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 0; i < files.size(); i += every) {
            Path copy = scrapes.resolve(origin.relativize(files.get(i)).toString());
            Files.createDirectories(copy.getParent());
            try (InputStream in = new ZstdInputStream(Files.newInputStream(files.get(i)))) {
                String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Files.write(copy, Zstd.compress(written.apply(body).getBytes(StandardCharsets.UTF_8), FASTEST));
            }
        }
        String demo = Files.readString(DemoDay.HOME.resolve("conf/demo.conf"));
        String prod = "${CULPRIT_HOME}\"/demo/scrapes/environment=prod\"";
        assertThat(demo).contains(prod);
        Path configuration =
                Files.writeString(folder.resolve("hostile.conf"), demo.replace(prod, "\"" + scrapes + "\""));
        Path warehouse = folder.resolve("warehouse");
        for (String job : List.of("extract-memory", "extract-series", "correlate")) {
            assertThat(DemoRun.command(
                            new ByteArrayOutputStream(),
                            job,
                            "--conf",
                            configuration.toString(),
                            "--set",
                            "warehouse=" + warehouse))
                    .as(job)
                    .isZero();
        }
        return new Warehouse(warehouse.toString(), new Configuration());
    }

    private static <R extends Record> List<R> rows(Warehouse warehouse, Table<R> table) {
        return warehouse.partitions(table, "prod", PERIOD).stream()
                .flatMap(partition -> warehouse.read(table, partition).stream())
                .toList();
    }

    private static Map<String, Finding> findings(Warehouse warehouse) {
        Map<String, Finding> findings = new TreeMap<>();
        warehouse
                .read(Table.FINDINGS, LAST)
                .forEach(row -> findings.put(row.container().workload(), row));
        return findings;
    }
}
