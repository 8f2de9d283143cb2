package dev.culprit.benchmarks.scrapes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Decompresses an archive, and does nothing with it: no reader on this machine can be faster. */
final class BareDecompression {
    private BareDecompression() {}

    static long read(ArchiveFolder archive) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        long bytes = 0;
        for (Path file : archive.files()) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 32 * 1024)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes += read;
                }
            }
        }
        return bytes;
    }

    public static void main(String[] arguments) throws IOException {
        Measurement measurement = Measurement.start();
        measurement.print("bare decompression", read(new ArchiveFolder(Path.of(arguments[0]))));
    }
}
