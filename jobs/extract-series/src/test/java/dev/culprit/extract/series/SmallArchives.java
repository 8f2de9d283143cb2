package dev.culprit.extract.series;

import static dev.culprit.scrapefiles.ScrapeReading.DEFAULT;

import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.model.JobSummary;
import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Small archives of scrapes in a folder, by environment, and the tables that Spark makes of them. */
abstract class SmallArchives {
    static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
    static final LocalDate TUESDAY = MONDAY.plusDays(1);
    static final Period WEEK = new Period(Period.startOf(MONDAY), Period.startOf(MONDAY.plusDays(7)));
    static final String ANY_SUFFIX = "namespace={namespace}/pod={pod}/container={container}/{time}.{*}";

    static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("extract-series")
                .config("spark.hadoop.fs.file.impl", FlakyDisk.class.getName())
                .getOrCreate();
    }

    static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** The local file system with a disk that fails under the pod "flaky". */
    static final class FlakyDisk extends LocalFileSystem {
        FlakyDisk() {
            super(new RawLocalFileSystem() {
                @Override
                public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bufferSize) throws IOException {
                    if (file.toString().contains("pod=flaky")) {
                        throw new IOException("input/output error");
                    }
                    return super.open(file, bufferSize);
                }
            });
        }
    }

    static String body(double processStart, int series) {
        StringBuilder body =
                new StringBuilder("# TYPE hits counter\nprocess_start_time_seconds " + processStart + "\n");
        for (int i = 0; i < series; i++) {
            body.append("hits_total{host=\"h%d.example.com\",le=\"1\"} %d%n".formatted(i, i));
        }
        return body.toString();
    }

    static byte[] plain(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(String body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain(body));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    void archive(String environment, String file, byte[] content) throws IOException {
        Path path = folder.resolve(environment).resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }

    void scrape(String pod, String time, byte[] content) throws IOException {
        archive("prod", "namespace=web/pod=" + pod + "/container=proxy/" + time + ".prom", content);
    }

    ScrapeSource source(String environment, String pattern) {
        return new ScrapeSource(new ScrapeFolder(
                environment, folder.resolve(environment).toString(), pattern, "eks", null, null, null, DEFAULT));
    }

    ScrapeSource prod() {
        return source("prod", ANY_SUFFIX);
    }

    JobSummary run(Period period, ScrapeSource... sources) {
        return ExtractSeriesJob.run(context(), folder.resolve("warehouse").toString(), List.of(sources), period);
    }

    <R extends Record> List<R> rows(Table<R> table, LocalDate date) {
        return new Warehouse(folder.resolve("warehouse").toString(), new Configuration())
                .read(table, new Partition("prod", date));
    }
}
