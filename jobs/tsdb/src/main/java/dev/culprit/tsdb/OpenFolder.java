package dev.culprit.tsdb;

import dev.culprit.tsdb.DataFolder.BlockFolder;
import dev.culprit.tsdb.block.Block;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.export.ExportFile;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.LocalFiles;
import dev.culprit.tsdb.files.Requests;
import dev.culprit.tsdb.head.Head;
import dev.culprit.tsdb.head.HeadFiles;
import dev.culprit.tsdb.series.LabelledSource;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder that was opened, whatever of it is damaged. Travels to other machines as the names of its files: what those open
 * once stays open for all who ask.
 *
 * @param blocks by time, those of which the index is whole
 * @param notBefore samples of before are not taken from the head, but for those that came out of order
 * @param exports those of which something can be read
 * @param skipped all that is left out, and why
 */
public record OpenFolder(
        String path,
        List<BlockFolder> blocks,
        @Nullable HeadFiles head,
        long notBefore,
        List<ExportFile> exports,
        List<Skipped> skipped)
        implements Serializable {
    /** Compaction may take files away between their listing and their opening; the next listing has what it made of them. */
    private static final int TRIES = 3;

    private static final Map<BlockKey, SoftReference<Block>> BLOCKS = new ConcurrentHashMap<>();
    private static final Map<HeadFiles, SoftReference<Head>> HEADS = new ConcurrentHashMap<>();

    private record BlockKey(String path, String stamp) {}

    public OpenFolder {
        blocks = List.copyOf(blocks);
        exports = List.copyOf(exports);
        skipped = List.copyOf(skipped);
    }

    /** Opens what is there in a folder of this machine. */
    public static OpenFolder open(Path folder) throws IOException {
        return open(LocalFiles.HERE, folder.toString(), BlockChoice.ALL);
    }

    /**
     * Opens what is there.
     *
     * @throws CorruptException where nothing of it can be read: the message is what follows the folder's name
     */
    public static OpenFolder open(BlockFiles files, String folder, BlockChoice choice) throws IOException {
        return open(files, folder, choice, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * Opens what is there of a time, both ends included.
     *
     * @throws CorruptException where nothing of it can be read: the message is what follows the folder's name
     */
    public static OpenFolder open(BlockFiles files, String folder, BlockChoice choice, long from, long to)
            throws IOException {
        for (int tries = 1; ; tries++) {
            DataFolder listed = DataFolder.list(files, folder, choice);
            DataFolder within = listed.between(from, to).exportsBetween(files, from, to);
            if (within.blocks().isEmpty() && !listed.blocks().isEmpty() && within.head() == null) {
                throw new CorruptException("has no block from %s to %s%s"
                        .formatted(
                                Instant.ofEpochMilli(from),
                                Instant.ofEpochMilli(to),
                                DataFolder.leftOut(listed.skipped())));
            }
            try {
                return open(files, within);
            } catch (NoSuchFileException gone) {
                if (tries == TRIES) {
                    throw new CorruptException("changes faster than it can be read: take a snapshot and give that");
                }
            }
        }
    }

    private static OpenFolder open(BlockFiles files, DataFolder folder) throws IOException {
        List<Skipped> skipped = new ArrayList<>(folder.skipped());
        List<BlockFolder> good = new ArrayList<>();
        List<Optional<IOException>> failures = Requests.all(files, folder.blocks(), block -> failure(files, block));
        for (int i = 0; i < failures.size(); i++) {
            BlockFolder block = folder.blocks().get(i);
            @Nullable IOException failure = failures.get(i).orElse(null);
            if (failure == null) {
                good.add(block);
            } else if (failure instanceof NoSuchFileException gone) {
                if (!files.isFolder(block.path())) {
                    throw gone;
                }
                skipped.add(new Skipped(block.path(), "has no " + BlockFiles.name(gone.getFile()), 1));
            } else if (failure instanceof CorruptException) {
                skipped.add(new Skipped(block.path(), String.valueOf(failure.getMessage()), 1));
            } else {
                skipped.add(new Skipped(block.path(), "cannot be read: " + failure.getMessage(), 1));
            }
        }
        long notBefore = good.stream()
                .filter(block -> !block.meta().partial())
                .mapToLong(block -> block.meta().maxTime())
                .max()
                .orElse(Long.MIN_VALUE);
        @Nullable HeadFiles head = folder.head();
        if (head != null) {
            Head read = head(head, notBefore);
            skipped.addAll(read.skipped());
            head = read.size() == 0 ? null : head;
        }
        List<ExportFile> exports = new ArrayList<>();
        for (ExportFile export : folder.exports()) {
            try {
                skipped.addAll(export.read(files).skipped());
                exports.add(export);
            } catch (CorruptException unreadable) {
                skipped.add(new Skipped(export.path(), String.valueOf(unreadable.getMessage()), 1));
            }
        }
        if (good.isEmpty() && head == null && exports.isEmpty()) {
            throw new CorruptException(DataFolder.whyEmpty(skipped));
        }
        return new OpenFolder(folder.path(), good, head, notBefore, exports, skipped);
    }

    /** Reads through the whole index: what is damaged is left out, before anything counts on it. */
    private static Optional<IOException> failure(BlockFiles files, BlockFolder block) {
        try {
            block(files, block).verify();
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of(failure);
        }
    }

    /** A folder with those blocks only that have samples of a time, both ends included. */
    public OpenFolder between(long from, long to) {
        return new OpenFolder(
                path,
                blocks.stream()
                        .filter(block ->
                                block.meta().minTime() <= to && block.meta().maxTime() >= from)
                        .toList(),
                head,
                notBefore,
                exports,
                List.of());
    }

    /** External labels that all blocks have alike. */
    public Map<String, String> externalLabels() {
        Map<String, String> common = new HashMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            Map<String, String> labels = blocks.get(i).external();
            if (i == 0) {
                common.putAll(labels);
            } else {
                common.entrySet().retainAll(labels.entrySet());
            }
        }
        return common;
    }

    /** Of this machine. */
    public List<SeriesSource> sources() throws IOException {
        return sources(LocalFiles.HERE);
    }

    /** Blocks by time, and the head last; else exports by name. */
    public List<SeriesSource> sources(BlockFiles files) throws IOException {
        List<SeriesSource> sources = new ArrayList<>();
        for (BlockFolder block : blocks) {
            Block opened = block(files, block);
            boolean isPlain = block.external().isEmpty() && block.replica().isEmpty();
            sources.add(isPlain ? opened : new LabelledSource(opened, block.external(), block.replica()));
        }
        if (head != null) {
            sources.add(head(head, notBefore));
        }
        for (ExportFile export : exports) {
            sources.add(export.read(files));
        }
        return sources;
    }

    /** Of this machine. */
    public static Block block(BlockFolder folder) throws IOException {
        return block(LocalFiles.HERE, folder);
    }

    private static Block block(BlockFiles files, BlockFolder folder) throws IOException {
        BlockKey key = new BlockKey(folder.path(), files.stamp(BlockFiles.child(folder.path(), Block.INDEX)));
        SoftReference<Block> known = BLOCKS.get(key);
        @Nullable Block block = known == null ? null : known.get();
        if (block == null) {
            block = Block.open(files, folder.path(), folder.meta());
            BLOCKS.put(key, new SoftReference<>(block));
        }
        return block;
    }

    private static Head head(HeadFiles files, long notBefore) throws IOException {
        synchronized (HEADS) { // two at once would be twice the memory
            SoftReference<Head> known = HEADS.get(files);
            @Nullable Head head = known == null ? null : known.get();
            if (head == null) {
                HEADS.clear();
                head = Head.read(files, notBefore);
                HEADS.put(files, new SoftReference<>(head));
            }
            return head;
        }
    }
}
