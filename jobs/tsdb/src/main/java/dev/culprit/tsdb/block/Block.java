package dev.culprit.tsdb.block;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.bytes.RandomBytes;
import dev.culprit.tsdb.bytes.Window;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.LocalFiles;
import dev.culprit.tsdb.series.Deletions;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleSink;
import dev.culprit.tsdb.series.SeriesSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A block, opened. Of its index four bytes a symbol are in memory, and where the lists of some labels are. */
public final class Block implements SeriesSource {
    /** Most entries are shorter, and come with the first read. */
    private static final int USUAL_ENTRY = 256;

    public static final String INDEX = "index";

    private final BlockMeta meta;
    private final RandomBytes index;
    private final Toc toc;
    private final Symbols symbols;
    private final Postings postings;
    private final ChunkFiles chunks;
    private final Deletions deletions;
    private volatile boolean verified;

    private Block(
            BlockMeta meta,
            RandomBytes index,
            Toc toc,
            Symbols symbols,
            Postings postings,
            ChunkFiles chunks,
            Deletions deletions) {
        this.meta = meta;
        this.index = index;
        this.toc = toc;
        this.symbols = symbols;
        this.postings = postings;
        this.chunks = chunks;
        this.deletions = deletions;
    }

    /** Opens a block of this machine. */
    public static Block open(Path folder) throws IOException {
        BlockFiles files = LocalFiles.HERE;
        return open(files, folder.toString(), BlockMeta.read(files, folder.toString()));
    }

    /**
     * Opens a block.
     *
     * @throws CorruptException where a part that all else depends on is damaged
     */
    public static Block open(BlockFiles files, String folder, BlockMeta meta) throws IOException {
        Map<String, BlockFiles.Entry> parts = new HashMap<>();
        files.list(folder).forEach(entry -> parts.put(entry.name(), entry));
        BlockFiles.@Nullable Entry file = parts.get(INDEX);
        if (file == null) {
            throw new NoSuchFileException(BlockFiles.child(folder, INDEX));
        }
        RandomBytes index = files.open(folder, file);
        Toc toc = Toc.read(index, meta.version() == 2);
        Symbols symbols = Symbols.read(index, Section.at(index, toc.symbols(), "symbol table"), toc.version() > 1);
        Postings postings = new Postings(index, Section.at(index, toc.postingsTable(), "postings table"));
        return new Block(
                meta,
                index,
                toc,
                symbols,
                postings,
                parts.containsKey(ChunkFiles.FOLDER)
                        ? ChunkFiles.open(files, BlockFiles.child(folder, ChunkFiles.FOLDER))
                        : new ChunkFiles(List.of()),
                parts.containsKey(Tombstones.FILE) ? Tombstones.read(files, folder) : new Deletions());
    }

    public BlockMeta meta() {
        return meta;
    }

    @Override
    public String name() {
        return meta.ulid();
    }

    @Override
    public long minTime() {
        return meta.minTime();
    }

    @Override
    public long maxTime() {
        return meta.maxTime();
    }

    @Override
    public long size() {
        return meta.series();
    }

    /** Of index and chunks. */
    public long bytes() {
        return index.length() + chunks.bytes();
    }

    @Override
    public Set<String> values(String label) throws IOException {
        return Collections.unmodifiableSet(postings.values(label).keySet());
    }

    @Override
    public long[] series(Map<String, String> labels) throws IOException {
        return postings.series(labels);
    }

    @Override
    public Labels labels(long series) throws IOException {
        SeriesEntry entry = entry(series, SeriesEntry::decodeLabels);
        String[] pairs = new String[2 * entry.labels()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = symbols.text(entry.symbol(i));
        }
        return Labels.ofPairs(pairs);
    }

    @Override
    public void read(long series, long from, long to, SampleSink sink) throws IOException {
        SampleSink spared = deletions.spared(series, sink);
        SeriesEntry entry = entry(series, SeriesEntry::decodeChunks);
        for (int i = 0; i < entry.chunks(); i++) {
            if (entry.firstTime(i) <= to && entry.lastTime(i) >= from) {
                chunks.read(entry.reference(i), entry.firstTime(i), entry.lastTime(i), spared);
            }
        }
    }

    private interface Decoding {
        void decode(SeriesEntry entry, byte[] bytes, int from, int length) throws CorruptException;
    }

    private SeriesEntry entry(long series, Decoding part) throws IOException {
        long at = series * toc.alignment();
        if (at < toc.series() || at >= toc.seriesEnd()) {
            throw new CorruptException("series %d is outside of the section".formatted(series));
        }
        int shown = (int) Math.min(USUAL_ENTRY, toc.seriesEnd() - at);
        byte[] bytes = new byte[shown];
        index.read(at, bytes, shown);
        Cursor cursor = new Cursor(bytes, 0, shown);
        long length = cursor.uvarint();
        int start = cursor.position();
        if (length <= 0 || length > toc.seriesEnd() - at - start - Integer.BYTES || length > Integer.MAX_VALUE / 2) {
            throw new CorruptException("series entry at byte %d is longer than its section".formatted(at));
        }
        int whole = start + (int) length + Integer.BYTES;
        if (whole > shown) {
            bytes = new byte[whole];
            index.read(at, bytes, whole);
        }
        SeriesEntry entry = new SeriesEntry();
        part.decode(entry, bytes, start, (int) length);
        return entry;
    }

    /**
     * Reads the whole index, once, so that nothing of it surprises later.
     *
     * @throws CorruptException for the first thing that is damaged or missing
     */
    public void verify() throws IOException {
        if (!verified) {
            forEachSeries(series -> {});
            postings.verify();
            verified = true;
        }
    }

    /** The text that stands for a number of {@link IndexedSeries#symbol}. */
    public String text(long symbol) throws IOException {
        return symbols.text(symbol);
    }

    /**
     * Tells of all series, in their order, and reads no chunk.
     *
     * @throws CorruptException for the first that is damaged, or where they are not as many as meta.json says
     */
    public void forEachSeries(Consumer<IndexedSeries> sink) throws IOException {
        Window window = new Window(index, toc.series(), toc.seriesEnd());
        SeriesEntry entry = new SeriesEntry();
        long series = 0;
        long chunkCount = 0;
        while (window.remaining() > 0) {
            if (window.peek() == 0) {
                window.skip(1);
                continue;
            }
            long at = window.position();
            try {
                long length = window.uvarint();
                window.see(length + Integer.BYTES);
                entry.decode(window.array(), window.offset(), (int) length);
                window.skip(length + Integer.BYTES);
                for (int i = 0; i < 2 * entry.labels(); i++) {
                    symbols.check(entry.symbol(i));
                }
                for (int i = 0; i < entry.chunks(); i++) {
                    chunks.check(entry.reference(i));
                }
            } catch (CorruptException damaged) {
                throw new CorruptException("series at byte %d: %s".formatted(at, damaged.getMessage()));
            }
            sink.accept(entry);
            series++;
            chunkCount += entry.chunks();
        }
        if (meta.series() != 0 && meta.series() != series) {
            throw new CorruptException("has %,d series, and meta.json tells of %,d".formatted(series, meta.series()));
        }
        if (meta.chunks() != 0 && meta.chunks() != chunkCount) {
            throw new CorruptException(
                    "has %,d chunks, and meta.json tells of %,d".formatted(chunkCount, meta.chunks()));
        }
    }
}
