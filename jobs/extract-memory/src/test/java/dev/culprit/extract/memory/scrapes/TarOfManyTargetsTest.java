package dev.culprit.extract.memory.scrapes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.scrapefiles.ScrapeFile;
import dev.culprit.scrapefiles.ScrapeFiles;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeListing;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.scrapes.ScanLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive to which each look at all targets was appended is not unpacked for each of them. */
final class TarOfManyTargetsTest {
    private static final int TARGETS = 60;
    private static final int TIMES = 7;
    private static final AtomicInteger OPENED = new AtomicInteger();

    @TempDir
    private Path folder;

    /** Local files under a scheme of their own, whose openings count. */
    public static final class Counted extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("counted:///");
        }

        @Override
        public String getScheme() {
            return "counted";
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path file, int bufferSize) throws IOException {
            OPENED.incrementAndGet();
            return super.open(new org.apache.hadoop.fs.Path(file.toUri().getPath()), bufferSize);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.counted.impl", Counted.class.getName());
        return configuration;
    }

    /** By time, as whoever appends writes them. */
    private void zip(String look) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("a.zip"));
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (int time = 0; time < TIMES; time++) {
                for (int target = 0; target < TARGETS; target++) {
                    out.putNextEntry(new ZipEntry("p-%d/2026-11-17T12-%02d-00Z.prom".formatted(target, time)));
                    out.write(body(look, target, time).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** Of lengths that differ, none among them. */
    private static String body(String look, int target, int time) {
        return (look + " " + target + " " + time + "\n").repeat(target % 5 * time * 100);
    }

    private Map<String, String> read() {
        Configuration configuration = configuration();
        ScrapeFolder source = new ScrapeFolder(
                "prod",
                "counted://" + folder.resolve("a.zip"),
                "{pod}/{time}.prom",
                null,
                "web",
                null,
                "app",
                ScrapeReading.DEFAULT);
        Map<Container, List<ScrapeFile>> listed =
                ScrapeListing.of(source, configuration).files();
        assertThat(listed).hasSize(TARGETS);
        Map<String, String> read = new ConcurrentHashMap<>();
        listed.values().parallelStream().forEach(files -> {
            try (ScrapeFiles opened = new ScrapeFiles(configuration, ScanLimits.DEFAULT)) {
                for (ScrapeFile file : files) {
                    opened.open(
                            file, in -> read.put(file.name(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
        });
        return read;
    }

    @Test
    void itIsUnpackedAFewTimesAndEachTargetHasItsOwn() throws IOException {
        for (String look : List.of("first", "changed")) {
            zip(look);
            OPENED.set(0);
            Map<String, String> read = read();
            assertThat(OPENED)
                    .as("listing, four from the start, one for all others")
                    .hasValue(6);
            assertThat(read).hasSize(TARGETS * TIMES);
            for (int target = 0; target < TARGETS; target++) {
                for (int time = 0; time < TIMES; time++) {
                    assertThat(read)
                            .containsEntry(
                                    "p-%d/2026-11-17T12-%02d-00Z.prom".formatted(target, time),
                                    body(look, target, time));
                }
            }
        }
    }
}
