package dev.culprit.benchmarks.scrapes;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Makes of an archive what {@code promtool tsdb create-blocks-from openmetrics} reads: one text, a time in each line. */
final class TimestampedText {
    private TimestampedText() {}

    /** @return bytes of the bodies that went into the file */
    static long write(ArchiveFolder archive, Path file, long mostBytes) throws IOException {
        long bytes = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (Path scrape : archive.files()) {
                if (bytes > mostBytes) {
                    break;
                }
                String time = " " + scrape.getFileName().toString().replaceAll("[^0-9]", "") + "\n";
                try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(scrape), 32 * 1024)) {
                    byte[] body = in.readAllBytes();
                    bytes += body.length;
                    for (String line :
                            new String(body, StandardCharsets.UTF_8).lines().toList()) {
                        if (!line.startsWith("#")) {
                            out.write((line + time).getBytes(StandardCharsets.UTF_8));
                        }
                    }
                }
            }
            out.write("# EOF\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }

    /** {@code ARCHIVE FILE MOST_BYTES}. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(
                write(new ArchiveFolder(Path.of(arguments[0])), Path.of(arguments[1]), Long.parseLong(arguments[2])));
    }
}
