package dev.culprit.extract.memory.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.model.CulpritException;
import dev.culprit.model.table.UnreadRow;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileListingTest {
    @TempDir
    private Path folder;

    private final SkippedInput skipped = new SkippedInput();

    @Test
    void onlyFoldersAroundTheDaysAreRead() throws IOException {
        for (String name : List.of(
                "2026/11/15/23/too-early",
                "2026/11/16/00/early",
                "2026/11/17/00/b",
                "2026/11/17/00/a",
                "2026/11/21/05/late",
                "2026/11/22/00/too-late",
                "elsewhere/undated",
                "2026/13/45/no-date",
                "prefix/2026/11/18/nested",
                "_SUCCESS",
                "2026/11/17/.hidden")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        assertThat(list("2026-11-17", "2026-11-18"))
                .containsExactly(
                        "2026/13/45/no-date",
                        "elsewhere/undated",
                        "2026/11/16/00/early",
                        "2026/11/17/00/a",
                        "2026/11/17/00/b",
                        "prefix/2026/11/18/nested",
                        "2026/11/21/05/late");
    }

    @Test
    void aSingleFileIsADeliveryToo() throws IOException {
        Path file = Files.createFile(folder.resolve("one.json"));
        assertThat(new FileListing(new MetricStream("prod", file.toString(), null), days("2026-11-17"), skipped)
                        .list(new Configuration()))
                .hasSize(1);
    }

    @Test
    void aPathThatCannotBeListedIsNamed() {
        MetricStream nowhere =
                new MetricStream("prod", folder.resolve("nowhere").toString(), null);
        assertThatThrownBy(() -> new FileListing(nowhere, days("2026-11-17"), skipped).list(new Configuration()))
                .isInstanceOf(CulpritException.class)
                .hasMessage("environment prod: memory.path %s/nowhere does not exist: ".formatted(folder)
                        + "correct memory.path, or see that the metric stream is delivered there");
        MetricStream strange = new MetricStream("prod", "strange://bucket/path", null);
        assertThatThrownBy(() -> new FileListing(strange, days("2026-11-17"), skipped).list(new Configuration()))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment prod: memory.path strange://bucket/path cannot be listed: ")
                .hasMessageContaining("strange");
    }

    @Test
    void aFolderWithoutFilesForThePeriodSaysSo() throws IOException {
        assertThatThrownBy(() -> list("2026-11-17")).hasMessageContaining("holds no file: ");
        Files.createDirectories(folder.resolve("2026/11/01"));
        assertThatThrownBy(() -> list("2026-11-17"))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("holds no file delivered from 2026-11-16 to 2026-11-20");
    }

    @Test
    void pipesSocketsAndCirclesOfLinksCostNothingElse() throws Exception {
        Files.createDirectories(folder.resolve("2026/11/17"));
        Files.createFile(folder.resolve("2026/11/17/a"));
        Files.createSymbolicLink(folder.resolve("2026/11/17/round"), folder);
        Path pipe = folder.resolve("2026/11/17/pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path socket = folder.resolve("s"); // names of sockets are short
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.move(socket, folder.resolve("2026/11/17/socket"));
        }
        assertThat(list("2026-11-17")).containsExactly("2026/11/17/a");
        assertThat(skipped.rows())
                .extracting(UnreadRow::reason)
                .containsExactlyInAnyOrder(
                        "is no file: a socket, a pipe or a device",
                        "is no file: a socket, a pipe or a device",
                        "links to a folder that is read already");
    }

    private List<String> list(String... days) {
        return new FileListing(new MetricStream("prod", folder.toString(), null), days(days), skipped)
                .list(new Configuration()).stream()
                        .map(file -> folder.relativize(
                                        Path.of(file.path().toUri().getPath()))
                                .toString())
                        .toList();
    }

    private static List<LocalDate> days(String... days) {
        return List.of(days).stream().map(LocalDate::parse).toList();
    }
}
