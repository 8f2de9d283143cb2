package dev.culprit.extract.series.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.TargetLabels;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as they are found: what is wrong with one file costs that file, and is told. */
final class ScrapeArchiveTest {
    private static final String PATTERN = "{namespace}/{pod}/{container}/{time}.prom";
    private static final Period DAY =
            new Period(Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-17T00:00:00Z"));

    @TempDir
    private Path folder;

    private final List<ScrapeRow> scrapes = new ArrayList<>();

    private Path scrape(int hour) throws IOException {
        Path file = folder.resolve("web/shop/proxy/2026-11-16T%02d-00-00Z.prom".formatted(hour));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "up 1\n");
    }

    private Archive list() {
        return ScrapeSource.of("prod", folder.toString(), PATTERN).list(new Configuration());
    }

    private void read(Archive archive) {
        for (TargetDay day : archive.days(DAY).values().iterator().next()) {
            day.read(
                    new TargetRows() {
                        @Override
                        public void scrape(ScrapeRow row) {
                            scrapes.add(row);
                        }

                        @Override
                        public void family(FamilyRow row) {}

                        @Override
                        public void series(SeriesRow row) {}
                    },
                    new Configuration());
        }
    }

    @Test
    void pipesSocketsAndCirclesOfLinksAreNotFollowed() throws Exception {
        Path file = scrape(1);
        Files.createSymbolicLink(folder.resolve("web/round"), folder);
        Path pipe = file.resolveSibling("2026-11-16T02-00-00Z.prom");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.createDirectory(file.resolveSibling("2026-11-16T03-00-00Z.prom"));
        Path socket = folder.resolve("s"); // names of sockets are short
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.move(socket, file.resolveSibling("2026-11-16T04-00-00Z.prom"));
        }
        Archive archive = list();
        assertThat(archive.unread())
                .extracting(UnreadRow::file, UnreadRow::reason)
                .containsExactlyInAnyOrder(
                        tuple("web/shop/proxy/2026-11-16T02-00-00Z.prom", "is no file: a socket, a pipe or a device"),
                        tuple("web/shop/proxy/2026-11-16T04-00-00Z.prom", "is no file: a socket, a pipe or a device"),
                        tuple("web/round", "links to a folder that is read already"));
        read(archive);
        assertThat(scrapes).extracting(ScrapeRow::status).containsExactly("ok");
    }

    @Test
    void aFileThatVanishesCostsItself() throws IOException {
        scrape(1);
        Path gone = scrape(2);
        scrape(3);
        Archive archive = list();
        Files.delete(gone);
        read(archive);
        assertThat(scrapes)
                .extracting(ScrapeRow::status, ScrapeRow::reason)
                .containsExactly(
                        tuple("ok", null),
                        tuple("rejected", "damaged: it is gone since it was listed, or must not be read"),
                        tuple("ok", null));
    }

    @Test
    void aTarThatVanishesOrChangesCostsWhatIsInIt() throws Exception {
        Path tar = folder.resolve("two.tar");
        scrape(1);
        scrape(2);
        assertThat(new ProcessBuilder("tar", "-cf", tar.toString(), "-C", folder.toString(), "web")
                        .start()
                        .waitFor())
                .isZero();
        Path kept = folder.resolve("web");
        try (var files = Files.walk(kept)) {
            for (Path path : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
        ScrapeSource source = ScrapeSource.of("prod", folder.toString(), "{*}/" + PATTERN);
        Archive archive = source.list(new Configuration());
        Files.write(tar, new byte[1024]);
        read(archive);
        assertThat(scrapes).hasSize(2).allMatch(row -> row.status().equals(ScrapeRow.REJECTED));
        scrapes.clear();
        Files.delete(tar);
        read(archive);
        assertThat(scrapes).hasSize(2).allMatch(row -> row.status().equals(ScrapeRow.REJECTED));
    }

    @Test
    void filesModifiedInNoYearAreLeftOut() throws IOException {
        Path file = scrape(1);
        Path other = scrape(2);
        Files.setLastModifiedTime(file, FileTime.from(DAY.from().plusSeconds(3_600)));
        Files.setLastModifiedTime(other, FileTime.from(Instant.parse("1901-12-31T00:00:00Z")));
        ScrapeReading reading = new ScrapeReading(true, false, TargetLabels.NONE, ScanLimits.DEFAULT);
        ScrapeSource source = new ScrapeSource(new ScrapeFolder(
                "prod", folder.toString(), "{namespace}/{pod}/{container}/{*}.prom", null, null, null, null, reading));
        Archive archive = source.list(new Configuration());
        assertThat(archive.unread())
                .extracting(UnreadRow::reason)
                .containsExactly("time of modification is none from 1970 to 9999");
        read(archive);
        assertThat(scrapes)
                .extracting(ScrapeRow::time)
                .containsExactly(DAY.from().plusSeconds(3_600));
    }
}
