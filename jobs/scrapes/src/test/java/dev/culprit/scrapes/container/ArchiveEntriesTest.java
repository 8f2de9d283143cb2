package dev.culprit.scrapes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.scrapes.ScanLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveEntriesTest {
    private static final Instant TIME = Instant.parse("2026-11-16T10:00:00Z");
    private static final String LONG =
            "bug-report/proxies/" + "n".repeat(60) + "/" + "p".repeat(60) + "/stats/prometheus";

    @TempDir
    private Path folder;

    /** {@code NAME TIME CONTENT} of each entry. */
    private static List<String> read(String name, byte[] file) throws IOException {
        List<String> read = new ArrayList<>();
        try (ArchiveEntries entries = ArchiveEntries.open(name, new ByteArrayInputStream(file), ScanLimits.DEFAULT)) {
            for (ArchiveEntries.Entry entry = entries.next(); entry != null; entry = entries.next()) {
                String content = new String(entries.content().readAllBytes(), StandardCharsets.UTF_8);
                read.add(entry.name() + " " + entry.modified() + " " + content);
            }
        }
        return read;
    }

    /** What GNU tar makes of two files and a link, in one of its formats. */
    private byte[] tar(String format) throws Exception {
        for (String file : List.of("a/first", LONG)) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "up 1\n" + "#".repeat(600) + "\n");
            Files.setLastModifiedTime(path, FileTime.from(TIME));
        }
        if (!Files.exists(folder.resolve("a/link"))) {
            Files.createSymbolicLink(folder.resolve("a/link"), Path.of("first"));
        }
        Process tar = new ProcessBuilder("tar", "--format=" + format, "-cf", "-", "./a", "bug-report")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] made = tar.getInputStream().readAllBytes();
        assertThat(tar.waitFor()).isZero();
        return made;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a/"));
            ZipEntry entry = new ZipEntry("a/first");
            entry.setLastModifiedTime(FileTime.from(TIME));
            zip.putNextEntry(entry);
            zip.write("up 1\n".getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void tarsOfAllFormatsAreRead() throws Exception {
        String content = " " + TIME + " up 1\n" + "#".repeat(600) + "\n";
        for (String format : List.of("gnu", "pax", "ustar")) {
            byte[] tar = tar(format);
            assertThat(read("x.tar", tar)).as(format).containsExactly("a/first" + content, LONG + content);
            assertThat(read("x.tar.gz", gzip(tar))).as(format).hasSize(2);
        }
    }

    /** Headers may say anything: the number of seconds in eight bytes, or a pax record. */
    @Test
    void timesThatAreNoneAreLeftOut() throws Exception {
        byte[] tar = tar("ustar");
        for (int at = 0; at < tar.length - 512; at += 512) {
            if (tar[at + 257] == 'u') {
                Arrays.fill(tar, at + 136, at + 148, (byte) 0xff);
                tar[at + 140] = 0x7f;
                int sum = 8 * ' ';
                for (int i = 0; i < 512; i++) {
                    sum += i >= 148 && i < 156 ? 0 : tar[at + i] & 0xff;
                }
                byte[] written = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(written, 0, tar, at + 148, written.length);
            }
        }
        assertThat(read("x.tar", tar)).hasSize(2).allMatch(entry -> entry.contains(" null up 1"));
        for (double seconds : new double[] {Double.NaN, -1, 1e300, 253_402_300_800.0, Double.POSITIVE_INFINITY}) {
            assertThat(ArchiveEntries.time(seconds)).isNull();
        }
        assertThat(ArchiveEntries.time(253_402_300_799.0)).isEqualTo("9999-12-31T23:59:59Z");
    }

    @Test
    void zipsAreRead() throws IOException {
        assertThat(read("x.zip", zip())).containsExactly("a/first " + TIME + " up 1\n");
    }

    @Test
    void whatIsDamagedIsAnIOException() throws Exception {
        byte[] tar = tar("gnu");
        for (int length : new int[] {100, 600, 1_200, 2_000}) {
            assertThatThrownBy(() -> read("x.tar", Arrays.copyOf(tar, length)))
                    .as("cut at %d", length)
                    .isInstanceOf(IOException.class)
                    .hasMessage("tar ends early");
        }
        byte[] noise = "nothing of the kind ".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read("x.tar", noise)).hasMessage("no tar header where one should be");
        assertThat(read("x.zip", noise)).isEmpty();
        assertThat(read("x.tar", new byte[1024])).isEmpty();
    }

    @Test
    void anEntryMayBeSoLarge() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("large"));
            zip.write(new byte[5_000]);
        }
        ScanLimits limits = new ScanLimits(1_000, 10, 100, 1_024, 100, 1_000);
        try (ArchiveEntries entries =
                ArchiveEntries.open("x.zip", new ByteArrayInputStream(out.toByteArray()), limits)) {
            assertThat(entries.next()).isNotNull();
            assertThatThrownBy(entries::skipContent).hasMessage("a file of more than 1024 bytes, limits.body-bytes");
        }
    }

    @Test
    void namesTellWhatHoldsFiles() {
        assertThat(ArchiveEntries.isContainer("bug-report.TAR.GZ")).isTrue();
        assertThat(ArchiveEntries.isContainer("x.prom.gz")).isFalse();
    }
}
