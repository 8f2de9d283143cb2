package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.tsdb.TsdbSource;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.tsdb.BlockLayouts;
import dev.culprit.tsdb.block.BlockMeta;
import dev.culprit.tsdb.files.LocalFiles;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of Prometheus in buckets of Thanos and Mimir, on a real S3 server. */
final class BucketIT {
    private static final Path BLOCKS = DemoDay.HOME.resolve("jobs/tsdb/src/test/resources");
    private static final Period ISTIO =
            new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));
    private static final Period COLLECTED =
            new Period(Instant.parse("2026-11-29T00:00:00Z"), Instant.parse("2026-11-30T00:00:00Z"));
    private static final LocalDate KILLED = LocalDate.parse("2026-11-28");

    @TempDir
    private Path folder;

    private S3Server server;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.start();
    }

    @AfterEach
    void stop() throws IOException {
        FileSystem.closeAll();
        server.close();
    }

    /** What blocks are kept by has their names: each test has a prefix of its own. */
    private String upload(Path local, String prefix) throws IOException {
        String remote = "s3a://" + S3Server.BUCKET + "/" + prefix;
        FileSystem files = new org.apache.hadoop.fs.Path(remote).getFileSystem(server.configuration());
        for (Path file : BlockLayouts.files(local)) {
            files.copyFromLocalFile(
                    false,
                    true,
                    new org.apache.hadoop.fs.Path(file.toUri()),
                    new org.apache.hadoop.fs.Path(remote + "/" + local.relativize(file)));
        }
        return remote;
    }

    private static Path block(Path snapshot) throws IOException {
        try (Stream<Path> walked = Files.walk(snapshot)) {
            return walked.filter(path -> path.endsWith(BlockMeta.FILE))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    private static final class Rows implements TargetRows {
        private final List<String> series = new ArrayList<>();
        private final List<String> scrapes = new ArrayList<>();

        @Override
        public void scrape(ScrapeRow row) {
            scrapes.add("%s %s %s %d %d"
                    .formatted(
                            row.container().pod(),
                            row.time(),
                            row.status(),
                            row.body().births(),
                            row.body().series()));
        }

        @Override
        public void family(FamilyRow row) {}

        @Override
        public void series(SeriesRow row) {
            series.add("%s %d %s %s %d"
                    .formatted(row.container().pod(), row.seriesId(), row.firstSeen(), row.lastSeen(), row.scrapes()));
        }

        /** One line for all the lives of a series. */
        private long distinct() {
            return series.stream()
                    .map(row -> row.replaceAll("^(\\S+ \\S+) .*", "$1"))
                    .distinct()
                    .count();
        }
    }

    private Rows read(String path, List<String> unread) {
        return read(path, ISTIO, unread);
    }

    private Rows read(String path, Period period, List<String> unread) {
        Rows rows = new Rows();
        Configuration hadoop = server.configuration();
        Archive archive = new TsdbSource("prod", path, SubjectLabels.DEFAULT).list(hadoop);
        for (TargetDay day :
                archive.days(period).values().stream().flatMap(List::stream).toList()) {
            day.read(rows, hadoop);
        }
        archive.unread().stream().map(UnreadRow::reason).forEach(unread::add);
        rows.series.sort(null);
        rows.scrapes.sort(null);
        return rows;
    }

    private void assertSameBirths(Rows found) throws IOException {
        Rows plain = read(block(BLOCKS.resolve("blocks/istio")).toString(), new ArrayList<>());
        assertThat(found.series).isEqualTo(plain.series);
        assertThat(found.scrapes).isEqualTo(plain.scrapes);
        assertThat(found.distinct()).isEqualTo(3363);
    }

    @Test
    void birthsAreThoseOfTheBlockOnADisk() throws IOException {
        Path block = block(BLOCKS.resolve("blocks/istio"));
        List<String> unread = new ArrayList<>();
        assertSameBirths(read(upload(block, "plain/" + block.getFileName()).replaceFirst("/[^/]+$", ""), unread));
        assertThat(unread).isEmpty();
        assertSameBirths(read(upload(BlockLayouts.thanos(block, folder.resolve("thanos")), "thanos/prod"), unread));
        assertThat(unread).hasSize(4).contains("marked for deletion");
        Path mimir = BlockLayouts.mimir(block, folder.resolve("mimir"), "team-a", "team-b");
        assertSameBirths(read(upload(mimir, "mimir") + "/team-a", unread));
    }

    /** Of what an SDK and the collector's {@code awss3} write, in both encodings: neither is copied. */
    @Test
    void whatACollectorHasWrittenIsReadWhereItLies() throws IOException {
        Path recorded = BLOCKS.resolve("otlp/sdk.jsonl");
        Path bucket = folder.resolve("otlp");
        Path minute = Files.createDirectories(bucket.resolve("year=2026/month=11/day=29/hour=10/minute=40"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(minute.resolve("metrics_1.json.gz")))) {
            Files.copy(recorded, out);
        }
        Path other = Files.createDirectories(bucket.resolve("year=2026/month=11/day=01/hour=10/minute=40"));
        Files.writeString(other.resolve("metrics_0.json"), "of another time, and not looked at");
        List<String> unread = new ArrayList<>();
        Rows local = read(recorded.toString(), COLLECTED, unread);
        assertThat(local.series).hasSizeGreaterThan(5);
        List<String> unreadFar = new ArrayList<>();
        String remote = upload(bucket, "otlp");
        assertThat(BlockEnvironments.find(remote, server.configuration()).environments())
                .singleElement()
                .satisfies(only -> {
                    assertThat(Instant.ofEpochMilli(only.first())).hasToString("2026-11-01T00:00:00Z");
                    assertThat(Instant.ofEpochMilli(only.last())).hasToString("2026-11-29T23:59:59.999Z");
                });
        Rows far = read(remote, COLLECTED, unreadFar);
        assertThat(far.series).isEqualTo(local.series);
        assertThat(far.scrapes).isEqualTo(local.scrapes);
        assertThat(unreadFar).isEqualTo(unread);
    }

    @Test
    void aBlockWhoseIndexIsCutIsNamedAndTheOthersAreRead() throws IOException {
        Path block = block(BLOCKS.resolve("blocks/istio"));
        Path bucket = folder.resolve("damaged");
        copy(block, bucket.resolve(BlockLayouts.FIRST));
        copy(block, bucket.resolve(BlockLayouts.SECOND));
        Path index = bucket.resolve(BlockLayouts.SECOND).resolve("index");
        byte[] whole = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(whole, whole.length / 2));
        List<String> unread = new ArrayList<>();
        assertSameBirths(read(upload(bucket, "damaged"), unread));
        assertThat(unread).containsExactly("table of contents has a wrong checksum: is the file cut?");
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : BlockLayouts.files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    /** All four jobs, by one option; the tables are those of the snapshot on a disk. */
    @Test
    void aBucketIsEnough() throws IOException {
        Path snapshot = block(BLOCKS.resolve("killed-snapshot"));
        assertThat(BlockMeta.read(LocalFiles.HERE, snapshot.toString()).externalLabels())
                .isEmpty();
        String bucket = upload(BlockLayouts.thanos(snapshot, folder.resolve("killed")), "killed");
        String local = run("local", "--prometheus", snapshot.toString());
        String remote = run("remote", "--prometheus", bucket);
        assertThat(remote).contains("shop/shop/app");
        assertThat(local).contains("shop/shop/app");
        Warehouse ofDisk = new Warehouse(folder.resolve("local/tables").toString(), new Configuration());
        Warehouse ofBucket = new Warehouse(folder.resolve("remote/tables").toString(), new Configuration());
        Partition disk = new Partition("prometheus", KILLED);
        Partition eu = new Partition("eu", KILLED);
        assertThat(ofBucket.read(Table.SERIES, eu).stream().map(BucketIT::told).sorted())
                .hasSizeGreaterThan(40)
                .isEqualTo(ofDisk.read(Table.SERIES, disk).stream()
                        .map(BucketIT::told)
                        .sorted()
                        .toList());
        assertThat(ofBucket.read(Table.CONTAINER_MEMORY, eu).stream().map(BucketIT::told))
                .isNotEmpty()
                .isEqualTo(ofDisk.read(Table.CONTAINER_MEMORY, disk).stream()
                        .map(BucketIT::told)
                        .toList());
        assertThat(ofBucket.read(Table.SERIES, eu))
                .allSatisfy(row -> assertThat(row.container().cluster()).isEqualTo("eu"));
    }

    private static String told(SeriesRow row) {
        return "%s %d %s %s %d"
                .formatted(row.container().pod(), row.seriesId(), row.firstSeen(), row.lastSeen(), row.scrapes());
    }

    private static String told(MemoryRow row) {
        return "%s %s %s".formatted(row.container().pod(), row.time(), row.workingSetBytes());
    }

    /** Each tenant of a bucket is an environment of its own. */
    @Test
    void tenantsAreLookedAtOneByOne() throws IOException {
        Path snapshot = block(BLOCKS.resolve("killed-snapshot"));
        Path bucket = folder.resolve("tenants");
        copy(snapshot, bucket.resolve("team-a").resolve(BlockLayouts.FIRST));
        copy(snapshot, bucket.resolve("team-b").resolve(BlockLayouts.SECOND));
        assertThat(run("tenants", "--prometheus", upload(bucket, "tenants")))
                .containsPattern("team-a +shop/shop/app")
                .containsPattern("team-b +shop/shop/app");
    }

    /** Runs all jobs, and returns what was told. */
    private String run(String name, String... options) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                Files.createDirectories(home.resolve("conf")).resolve("spark-defaults.conf"),
                "spark.master local[2]\nspark.driver.host 127.0.0.1\nspark.ui.enabled false\n"
                        + server.settings().entrySet().stream()
                                .map(setting -> "spark.hadoop.%s %s\n".formatted(setting.getKey(), setting.getValue()))
                                .collect(Collectors.joining()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Culprit.run(
                Stream.concat(
                                Stream.of(
                                        "run",
                                        "--set",
                                        "warehouse=" + home.resolve("tables"),
                                        "--set",
                                        "report.output=" + home.resolve("report")),
                                Stream.of(options))
                        .toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("CULPRIT_HOME", home.toString()),
                Clock.systemUTC());
        assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
