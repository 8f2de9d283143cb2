package dev.culprit.tsdb;

import dev.culprit.tsdb.block.BlockMeta;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.export.ExportFile;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.BlockFiles.Entry;
import dev.culprit.tsdb.files.LocalFiles;
import dev.culprit.tsdb.files.Requests;
import dev.culprit.tsdb.head.HeadFiles;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a folder is to be read: a server's data folder, a snapshot, one block, a bucket's blocks or a tenant's, or exports.
 *
 * @param blocks by time
 * @param head null where there is no log beside them
 * @param exports files that hold dumps and exports; only where there is nothing else
 * @param skipped blocks that are left out, and why
 */
public record DataFolder(
        String path,
        List<BlockFolder> blocks,
        @Nullable HeadFiles head,
        List<ExportFile> exports,
        List<Skipped> skipped) {
    private static final String ULID = "[0-9A-HJKMNP-TV-Z]{26}";
    private static final String NO_BLOCK =
            "holds no block of Prometheus (a folder named like 01JWS713P2E4MQW7T643GYGD69"
                    + " with meta.json, index and chunks)";

    /**
     * A block's folder.
     *
     * @param external labels that all its series have and that its index lacks
     * @param replica which of several copies it is, empty where nothing tells
     */
    public record BlockFolder(String path, BlockMeta meta, Map<String, String> external, String replica)
            implements Serializable {
        public BlockFolder {
            external = Map.copyOf(external);
        }
    }

    public DataFolder {
        blocks = List.copyOf(blocks);
        exports = List.copyOf(exports);
        skipped = List.copyOf(skipped);
    }

    /** Lists a folder of this machine. */
    public static DataFolder list(Path folder) throws IOException {
        return list(LocalFiles.HERE, folder.toString(), BlockChoice.ALL);
    }

    /**
     * Lists a folder.
     *
     * @throws CorruptException where it holds nothing of Prometheus: the message is what follows its name
     */
    public static DataFolder list(BlockFiles files, String folder, BlockChoice choice) throws IOException {
        if (files.isLocal() && Files.isRegularFile(Path.of(folder))) {
            return new DataFolder(folder, List.of(), null, List.of(ExportFile.of(Path.of(folder))), List.of());
        }
        if (!files.isFolder(folder)) {
            boolean exists = files.isLocal() && Files.exists(Path.of(folder));
            throw new CorruptException(exists ? "is neither a folder nor a file" : "does not exist");
        }
        List<Entry> entries = files.list(folder);
        if (entries.stream().anyMatch(entry -> entry.name().equals(BlockMeta.FILE))) {
            return chosen(files, folder, List.of(folder), List.of(), choice);
        }
        // First the log: what a server makes a block of meanwhile is in both then, and not in none.
        boolean logged = entries.stream()
                .anyMatch(entry -> entry.isFolder() && entry.name().equals("wal"));
        if (!logged && entries.stream().noneMatch(DataFolder::isBlock)) {
            return within(files, folder, choice);
        }
        @Nullable HeadFiles head = logged && files.isLocal() ? HeadFiles.list(Path.of(folder)) : null;
        entries = files.list(folder);
        DataFolder listed = chosen(
                files,
                folder,
                entries.stream()
                        .filter(DataFolder::isBlock)
                        .map(entry -> BlockFiles.child(folder, entry.name()))
                        .toList(),
                entries,
                choice);
        List<Skipped> skipped = new ArrayList<>(listed.skipped());
        if (logged && !files.isLocal()) {
            skipped.add(new Skipped(
                    BlockFiles.child(folder, "wal"),
                    "a write-ahead log is read on its server's disk only: what is in no block yet is missing",
                    1));
        }
        return new DataFolder(
                folder, listed.blocks(), head == null || head.isEmpty() ? null : head, List.of(), skipped);
    }

    /**
     * The folders below one, by name, that hold blocks where it holds none itself: snapshots, or the tenants of Mimir's and Cortex'
     * buckets.
     */
    public static List<String> parts(BlockFiles files, String folder) throws IOException {
        List<String> parts = new ArrayList<>();
        List<Entry> entries = files.list(folder);
        boolean isWhole = entries.stream()
                .anyMatch(entry -> isBlock(entry)
                        || entry.name().equals(BlockMeta.FILE)
                        || (entry.isFolder() && entry.name().equals("wal")));
        if (isWhole) {
            return parts;
        }
        List<String> folders =
                entries.stream().filter(Entry::isFolder).map(Entry::name).toList();
        List<Boolean> haveBlocks = Requests.all(
                files,
                folders,
                name -> files.list(BlockFiles.child(folder, name)).stream().anyMatch(DataFolder::isBlock));
        for (int i = 0; i < folders.size(); i++) {
            if (haveBlocks.get(i)) {
                parts.add(folders.get(i));
            }
        }
        return parts;
    }

    /** The same without the blocks that have no sample of a time, both ends included. */
    public DataFolder between(long from, long to) {
        return new DataFolder(
                path,
                blocks.stream()
                        .filter(block ->
                                block.meta().minTime() <= to && block.meta().maxTime() >= from)
                        .toList(),
                head,
                exports,
                skipped);
    }

    /** The same with the exports of a time alone, both ends included: those of a bucket are not listed before. */
    DataFolder exportsBetween(BlockFiles files, long from, long to) throws IOException {
        if (files.isLocal() || exports.isEmpty()) {
            return this;
        }
        List<Skipped> left = new ArrayList<>(skipped);
        @Nullable ExportFile export = BucketExports.between(files, path, from, to, left);
        if (export == null) {
            throw new CorruptException("has no export in its folders from %s to %s"
                    .formatted(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)));
        }
        return new DataFolder(path, blocks, head, List.of(export), left);
    }

    /** From when to when exports in a bucket are, by the names of their folders; null where these do not tell. */
    public static @Nullable FolderSpan exportSpan(BlockFiles files, String folder) throws IOException {
        return BucketExports.span(files, folder);
    }

    /** What is wrong with a folder of which nothing can be read: what follows its name. */
    public String whyEmpty() {
        return whyEmpty(skipped);
    }

    static String whyEmpty(List<Skipped> skipped) {
        return skipped.isEmpty()
                ? "holds no series"
                : "holds nothing that can be read: %s %s"
                        .formatted(
                                BlockFiles.name(skipped.get(0).file()),
                                skipped.get(0).reason());
    }

    /** What follows that there is no block of a time: one left out may be of it. */
    static String leftOut(List<Skipped> skipped) {
        return skipped.isEmpty()
                ? ""
                : "; left out are %,d, the first is %s: %s"
                        .formatted(
                                skipped.size(),
                                BlockFiles.name(skipped.get(0).file()),
                                skipped.get(0).reason());
    }

    /** What the blocks' external labels tell, each label with its values. */
    public Map<String, TreeSet<String>> externalLabels() {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (BlockFolder block : blocks) {
            block.external()
                    .forEach((label, value) -> values.computeIfAbsent(label, none -> new TreeSet<>())
                            .add(value));
        }
        return values;
    }

    private static boolean isBlock(Entry entry) {
        return entry.isFolder() && entry.name().matches(ULID);
    }

    /** A folder of one snapshot or one tenant is as good as that. */
    private static DataFolder within(BlockFiles files, String folder, BlockChoice choice) throws IOException {
        String snapshots = BlockFiles.child(folder, "snapshots");
        String above = files.isFolder(snapshots) ? snapshots : folder;
        List<String> parts = parts(files, above);
        if (parts.isEmpty() && files.isLocal()) {
            ExportTree tree = ExportTree.look(Path.of(folder));
            if (!tree.exports().isEmpty()) {
                return new DataFolder(folder, List.of(), null, tree.exports(), tree.skipped());
            }
            throw new CorruptException(NO_BLOCK + " and no folder wal, and no export" + tree.whyNone());
        }
        if (parts.isEmpty()) {
            @Nullable ExportFile export = BucketExports.any(files, folder);
            if (export == null) {
                throw new CorruptException(NO_BLOCK + ", and no export");
            }
            return new DataFolder(folder, List.of(), null, List.of(export), List.of());
        }
        if (parts.size() > 1) {
            throw new CorruptException(
                    "holds the snapshots or tenants " + String.join(" and ", parts) + ": name one of them");
        }
        return list(files, BlockFiles.child(above, parts.get(0)), choice);
    }

    private static DataFolder chosen(
            BlockFiles files, String folder, List<String> blocks, List<Entry> beside, BlockChoice choice)
            throws IOException {
        BlockListing listing = new BlockListing(files, choice);
        if (listing.isMarked(folder, beside)) {
            Skipped tenant = new Skipped(folder, "the tenant is marked for deletion", blocks.size());
            return new DataFolder(folder, List.of(), null, List.of(), List.of(tenant));
        }
        listing.marks(folder, beside);
        List<BlockFolder> kept = listing.of(blocks);
        if (kept.isEmpty() && listing.others() > 0) {
            throw new CorruptException("holds no block with the external labels %s: its %,d blocks have others"
                    .formatted(new TreeMap<>(choice.externalLabels()), listing.others()));
        }
        return new DataFolder(folder, kept, null, List.of(), listing.skipped());
    }
}
