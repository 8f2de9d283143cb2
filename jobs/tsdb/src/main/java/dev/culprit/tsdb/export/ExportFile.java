package dev.culprit.tsdb.export;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.LocalFiles;
import dev.culprit.tsdb.series.GatheredSeries;
import dev.culprit.tsdb.series.Skipped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds an export, or several that hold one together. Travels to other machines as its name.
 *
 * @param path for messages: the file, or the folder that the files are in
 * @param parts files in the order in which they are read
 * @param modified in milliseconds since 1970, the last of them; 0 in buckets, where a name is not given twice
 */
public record ExportFile(String path, List<Part> parts, long modified) implements Serializable {
    private static final int PEEKED = 4096;
    /** By hand: a folder of so many files that are no export is not one of exports. */
    private static final int MOST_REFUSED = 10_000;

    private static final Map<ExportFile, SoftReference<Export>> READ = new ConcurrentHashMap<>();

    /** @param length in bytes */
    public record Part(String path, long length) implements Serializable {}

    public ExportFile {
        parts = List.copyOf(parts);
    }

    public static ExportFile of(Path file) throws IOException {
        return of(file, List.of(file));
    }

    /** @param files in a folder, none missing */
    public static ExportFile of(Path folder, List<Path> files) throws IOException {
        long modified = Long.MIN_VALUE;
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            modified = Math.max(modified, Files.getLastModifiedTime(file).toMillis());
            parts.add(new Part(file.toString(), Files.size(file)));
        }
        return new ExportFile(folder.toString(), parts, modified);
    }

    /** The files' names. */
    public List<String> files() {
        return parts.stream().map(Part::path).toList();
    }

    /** Whether the file begins as an export does, also one that is refused. */
    public static boolean isOne(Path file) {
        return isOne(LocalFiles.HERE, file.toString());
    }

    /** The same in a bucket, too. */
    public static boolean isOne(BlockFiles files, String file) {
        return formatOf(files, file) != null;
    }

    /** Whether the file is one that an OpenTelemetry collector has written: into folders by days and hours, as others do not. */
    public static boolean isCollectors(Path file) {
        @Nullable ExportFormat format = formatOf(LocalFiles.HERE, file.toString());
        return format != null && format.isCollectors();
    }

    private static @Nullable ExportFormat formatOf(BlockFiles files, String file) {
        try (BufferedInputStream in = unpacked(files.stream(file))) {
            return ExportFormat.of(beginning(in));
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Reads all of it from this machine. */
    public Export read() throws IOException {
        return read(LocalFiles.HERE);
    }

    /**
     * Reads all of it, once for all who ask.
     *
     * @throws CorruptException where it is no export, or none of its lines can be read: the message is what follows its name
     */
    public Export read(BlockFiles files) throws IOException {
        synchronized (READ) { // two at once would be twice the memory
            SoftReference<Export> known = READ.get(this);
            @Nullable Export export = known == null ? null : known.get();
            if (export == null) {
                export = readAnew(files);
                READ.put(this, new SoftReference<>(export));
            }
            return export;
        }
    }

    private Export readAnew(BlockFiles files) throws IOException {
        GatheredSeries gathered = new GatheredSeries(path, Long.MIN_VALUE, Long.MAX_VALUE);
        ExportedSeries series = new ExportedSeries(gathered);
        Map<ExportFormat, ExportReader> readers = new EnumMap<>(ExportFormat.class);
        List<Skipped> skipped = new ArrayList<>();
        @Nullable String fault = null;
        boolean hasOthers = false;
        int refusals = 0;
        for (Iterator<PartBytes> all = PartBytes.of(files, parts); all.hasNext() && refusals <= MOST_REFUSED; ) {
            PartBytes part = all.next();
            String file = part.path();
            ExportFaults faults = new ExportFaults();
            try (BufferedInputStream in = unpacked(part.open(files))) {
                ExportFormat format = format(beginning(in));
                @Nullable ExportReader reader = readers.get(format);
                if (reader == null) {
                    reader = format.reader(series);
                    readers.put(format, reader);
                }
                reader.read(in, faults);
            } catch (CorruptException refused) {
                if (parts.size() == 1) {
                    throw refused;
                }
                refusals++;
                skipped.add(new Skipped(file, String.valueOf(refused.getMessage()), 1));
            } catch (IOException unreadable) {
                if (files.isLocal() || parts.size() == 1) {
                    throw unreadable;
                }
                refusals++;
                skipped.add(new Skipped(file, "cannot be read: " + unreadable.getMessage(), 1));
            }
            skipped.addAll(faults.of(file));
            hasOthers |= faults.hasOthers();
            fault = fault == null ? faults.first() : fault;
        }
        if (refusals > MOST_REFUSED) {
            skipped.add(new Skipped(
                    path, "holds more files that are no export than are looked at: the rest is not read", 1));
        }
        readers.values().forEach(ExportReader::finish);
        series.finish();
        if (series.samples() == 0) {
            if (fault == null && !skipped.isEmpty()) {
                throw new CorruptException("holds no sample with a time: %s %s"
                        .formatted(skipped.get(0).file(), skipped.get(0).reason()));
            }
            if (fault == null && hasOthers) {
                throw new CorruptException("holds no metrics, but other signals of OpenTelemetry:"
                        + " name the file or the folder that the metrics' pipeline writes");
            }
            throw new CorruptException("holds no sample with a time"
                    + (fault == null ? "" : ": " + fault + "; bodies of single scrapes are read by scrapes.path"));
        }
        return new Export(gathered, series.first(), series.last() + 1, List.copyOf(skipped));
    }

    private static ExportFormat format(byte[] beginning) throws CorruptException {
        @Nullable ExportFormat format = ExportFormat.of(beginning);
        if (format == null) {
            throw new CorruptException(
                    "is no export that is known: promtool's dumps, OpenMetrics with timestamps, VictoriaMetrics' JSON"
                            + " lines, or what an OpenTelemetry collector writes");
        }
        return format;
    }

    private static byte[] beginning(BufferedInputStream in) throws IOException {
        in.mark(PEEKED);
        byte[] bytes = in.readNBytes(PEEKED);
        in.reset();
        return bytes;
    }

    private static BufferedInputStream unpacked(InputStream packed) throws IOException {
        BufferedInputStream in = new BufferedInputStream(packed, 1 << 16);
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
