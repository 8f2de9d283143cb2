package dev.culprit.tsdb.export;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Skipped;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds an export. Travels to other machines as its name.
 *
 * @param modified in milliseconds since 1970
 */
public record ExportFile(String path, long modified, long bytes) implements Serializable {
    private static final int PEEKED = 4096;
    private static final Map<ExportFile, SoftReference<Export>> READ = new ConcurrentHashMap<>();

    public static ExportFile of(Path file) throws IOException {
        return new ExportFile(file.toString(), Files.getLastModifiedTime(file).toMillis(), Files.size(file));
    }

    /** Whether the file begins as an export does, also one that is refused. */
    public static boolean isOne(Path file) {
        try (BufferedInputStream in = unpacked(file)) {
            return ExportFormat.of(beginning(in)) != null;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Reads all of it, once for all who ask.
     *
     * @throws CorruptException where it is no export, or none of its lines can be read: the message is what follows its name
     */
    public Export read() throws IOException {
        synchronized (READ) { // two at once would be twice the memory
            SoftReference<Export> known = READ.get(this);
            @Nullable Export export = known == null ? null : known.get();
            if (export == null) {
                export = readAnew();
                READ.put(this, new SoftReference<>(export));
            }
            return export;
        }
    }

    private Export readAnew() throws IOException {
        GatheredSeries gathered = new GatheredSeries(path, Long.MIN_VALUE, Long.MAX_VALUE);
        ExportedSeries series = new ExportedSeries(gathered);
        @Nullable String fault = null;
        long bad = 0;
        try (BufferedInputStream in = unpacked(Path.of(path))) {
            ExportLines lines = lines(beginning(in));
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            long number = 0;
            for (String line = next(reader); line != null; line = next(reader)) {
                number++;
                try {
                    lines.line(line, series);
                } catch (CorruptException malformed) {
                    bad++;
                    fault = fault == null ? "line %d: %s".formatted(number, malformed.getMessage()) : fault;
                }
            }
        } catch (BrokenOffException broken) {
            bad++;
            fault = (fault == null ? "" : fault + "; ") + broken.getMessage();
        }
        series.finish();
        if (series.samples() == 0) {
            throw new CorruptException("holds no sample with a time"
                    + (fault == null ? "" : ": " + fault + "; bodies of single scrapes are read by scrapes.path"));
        }
        return new Export(
                gathered,
                series.first(),
                series.last() + 1,
                fault == null ? List.of() : List.of(new Skipped(path, "lines that cannot be read: " + fault, bad)));
    }

    private static ExportLines lines(String beginning) throws CorruptException {
        @Nullable ExportFormat format = ExportFormat.of(beginning);
        if (format == null) {
            throw new CorruptException(
                    "is no export that is known: promtool's dumps, OpenMetrics with timestamps, or VictoriaMetrics'"
                            + " JSON lines");
        }
        @Nullable ExportLines reader = format.reader();
        if (reader == null) {
            throw new CorruptException(
                    "is an answer of Prometheus' API: give the server itself (prometheus.url), or an export");
        }
        return reader;
    }

    /** A file that was cut while it was compressed. */
    private static final class BrokenOffException extends IOException {
        private static final long serialVersionUID = 1;

        BrokenOffException(IOException cause) {
            super("it breaks off: " + cause.getMessage(), cause);
        }
    }

    private static @Nullable String next(BufferedReader reader) throws BrokenOffException {
        try {
            return reader.readLine();
        } catch (IOException broken) {
            throw new BrokenOffException(broken);
        }
    }

    private static String beginning(BufferedInputStream in) throws IOException {
        in.mark(PEEKED);
        String text = new String(in.readNBytes(PEEKED), StandardCharsets.UTF_8);
        in.reset();
        return text;
    }

    private static BufferedInputStream unpacked(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(4);
        byte[] magic = in.readNBytes(4);
        in.reset();
        InputStream unpacked = in;
        if (magic.length >= 2 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b) {
            unpacked = new GZIPInputStream(in, 1 << 16);
        } else if (magic.length == 4
                && magic[0] == 0x28
                && (magic[1] & 0xff) == 0xb5
                && magic[2] == 0x2f
                && (magic[3] & 0xff) == 0xfd) {
            unpacked = new ZstdInputStreamNoFinalizer(in);
        }
        return new BufferedInputStream(unpacked, 1 << 16);
    }
}
