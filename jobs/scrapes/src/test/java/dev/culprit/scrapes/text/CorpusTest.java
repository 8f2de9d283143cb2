package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.FloatLabel;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.scrapes.lifetime.SeriesId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that others wrote, see {@code corpus/README.md}. */
final class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    /** Ends of lines in values and names: this library takes none, Prometheus' own lexer does. */
    private static final Set<String> READ_BY_PROMETHEUS = Set.of("error-02.prom", "error-40.prom");

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static List<String[]> table(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                bytes = in.readAllBytes();
            }
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .toList();
    }

    private static ScrapeRow read(Path file) throws IOException {
        return RecordedRows.of(Files.readAllBytes(file)).scrapes.get(0);
    }

    @TestFactory
    Stream<DynamicTest> everySampleOfRealBodiesIsRead() throws IOException {
        return table(CORPUS.resolve("scrapes/MANIFEST.tsv")).stream()
                .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                    ScrapeRow read = read(CORPUS.resolve("scrapes/" + row[0] + ".gz"));
                    assertThat(read.body().samples()).isEqualTo(Long.parseLong(row[1]));
                    assertThat(read.reason()).isIn(null, "ends without a newline: may be cut");
                }));
    }

    @TestFactory
    Stream<DynamicTest> goodCasesHaveNoBadLines() throws IOException {
        return Stream.concat(files("openmetrics").stream(), files("prometheus-common").stream())
                .filter(file -> !file.getFileName().toString().startsWith("error"))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(read(file).reason())
                                .isIn(
                                        null,
                                        "no samples",
                                        "empty",
                                        "ends without a newline: may be cut",
                                        "ends without # EOF: may be cut")));
    }

    @TestFactory
    Stream<DynamicTest> lexicalErrorsAreTold() throws IOException {
        return files("prometheus-common").stream()
                .filter(file -> file.getFileName().toString().startsWith("error"))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    if (READ_BY_PROMETHEUS.contains(file.getFileName().toString())) {
                        assertThat(read(file).status()).isEqualTo(ScrapeRow.OK);
                    } else {
                        assertThat(read(file).reason()).startsWith("no line can be read, first line ");
                    }
                }));
    }

    /** A minute of two pods, one of which restarts without saying so, against first and last sights told by others. */
    @ParameterizedTest
    @ValueSource(strings = {"pod-a", "pod-b"})
    void firstAndLastSightsAreTheTruth(String pod) throws Exception {
        RecordedRows rows = new RecordedRows();
        for (Path file : files("e2e-istio/" + pod)) {
            long time = Long.parseLong(file.getFileName().toString().replace(".prom.gz", ""));
            rows.read(Instant.ofEpochMilli(time), Files.readAllBytes(file));
        }
        rows.finish();

        Map<Long, List<Long>> merged = new HashMap<>();
        rows.series.forEach(row -> merged.merge(
                row.seriesId(),
                List.of(row.firstSeen().toEpochMilli(), row.lastSeen().toEpochMilli(), row.scrapes()),
                (one, other) -> List.of(
                        Math.min(one.get(0), other.get(0)),
                        Math.max(one.get(1), other.get(1)),
                        one.get(2) + other.get(2))));
        Map<Long, List<Long>> truth = new HashMap<>();
        for (String[] row : table(CORPUS.resolve("e2e-istio/expected-first-last.tsv.gz"))) {
            if (row[0].equals(pod)) {
                SeriesSyntax.Name name = SeriesSyntax.parse(row[1].getBytes(StandardCharsets.UTF_8));
                truth.put(
                        // All that has these labels there is a histogram or summary.
                        SeriesId.of(
                                name.metric(), name.labels().with(FloatLabel.LE).with(FloatLabel.QUANTILE)),
                        Arrays.stream(row).skip(2).map(Long::valueOf).toList());
            }
        }
        assertThat(truth).hasSizeGreaterThan(1_000);
        assertThat(merged).isEqualTo(truth);
        List<String> restarts = rows.scrapes.stream()
                .sorted(Comparator.comparing(ScrapeRow::time))
                .map(ScrapeRow::restart)
                .filter(Objects::nonNull)
                .toList();
        assertThat(restarts).hasSize(pod.equals("pod-a") ? 1 : 0);
    }
}
