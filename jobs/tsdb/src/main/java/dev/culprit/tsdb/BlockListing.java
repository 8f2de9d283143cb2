package dev.culprit.tsdb;

import dev.culprit.tsdb.DataFolder.BlockFolder;
import dev.culprit.tsdb.block.BlockMeta;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.BlockFiles.Entry;
import dev.culprit.tsdb.files.Requests;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which blocks count. */
final class BlockListing {
    /** Thanos' and Mimir's, {@code pkg/block/metadata/markers.go}: in the block's folder, and Mimir's beside all blocks too. */
    private static final String DELETION_MARK = "deletion-mark.json";

    private static final String MARKS = "markers";

    /** Of a tenant as a whole: Mimir's {@code pkg/storage/tsdb/tenant_deletion_mark.go}, in {@link #MARKS}; some have put it beside the blocks. */
    private static final String TENANT_MARK = "tenant-" + DELETION_MARK;

    /** Where later versions of Cortex have it, by tenant, beside all tenants. */
    private static final String MARKS_OF_TENANTS = "__markers__";

    /** What Mimir and Cortex keep beside the blocks of each tenant. */
    private static final String TENANTS_INDEX = "bucket-index.json.gz";

    private static final String NOT_WHOLE = "no meta.json: the block is not whole yet, or being removed";
    private static final String MARKED = "marked for deletion";

    private final BlockFiles files;
    private final BlockChoice choice;
    private final Set<String> marked = new HashSet<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private List<BlockFolder> found = List.of();
    private long others;

    BlockListing(BlockFiles files, BlockChoice choice) {
        this.files = files;
        this.choice = choice;
    }

    /** Either a block, or why it is none. */
    private record Look(
            @Nullable BlockFolder block, @Nullable Skipped skipped) {}

    /** Whether all of a folder is a tenant's that is being deleted. */
    boolean isMarked(String folder, List<Entry> entries) throws IOException {
        if (entries.stream().anyMatch(entry -> entry.name().equals(TENANT_MARK))) {
            return true;
        }
        boolean hasMarks = entries.stream().anyMatch(BlockListing::isMarks);
        if (hasMarks && has(BlockFiles.child(folder, MARKS), TENANT_MARK)) {
            return true;
        }
        boolean isTenants =
                hasMarks || entries.stream().anyMatch(entry -> entry.name().equals(TENANTS_INDEX));
        String tenant = BlockFiles.name(folder);
        String bucket = folder.replaceFirst("/*[^/]*/*$", "");
        return isTenants
                && !bucket.isEmpty()
                && has(BlockFiles.child(BlockFiles.child(bucket, MARKS_OF_TENANTS), tenant), TENANT_MARK);
    }

    private static boolean isMarks(Entry entry) {
        return entry.isFolder() && entry.name().equals(MARKS);
    }

    private boolean has(String folder, String name) throws IOException {
        try {
            return files.list(folder).stream().anyMatch(entry -> entry.name().equals(name));
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /** Takes note of the marks that stand beside a folder's blocks. */
    void marks(String folder, List<Entry> entries) throws IOException {
        if (entries.stream().anyMatch(BlockListing::isMarks)) {
            for (Entry mark : files.list(BlockFiles.child(folder, MARKS))) {
                if (mark.name().endsWith("-" + DELETION_MARK)) {
                    marked.add(mark.name().replace("-" + DELETION_MARK, ""));
                }
            }
        }
    }

    List<BlockFolder> of(List<String> blocks) throws IOException {
        List<BlockFolder> readable = new ArrayList<>();
        for (Look look : Requests.all(files, blocks, this::look)) {
            if (look.skipped() != null) {
                skipped.add(look.skipped());
            }
            if (look.block() != null && choice.includes(look.block().meta())) {
                readable.add(look.block());
            } else if (look.block() != null) {
                others++;
            }
        }
        found = readable;
        Map<String, BlockFolder> superseding = superseding();
        return found.stream()
                .filter(this::isUsable)
                .filter(block -> isNotSuperseded(block, superseding))
                .sorted(Comparator.comparingLong(
                                (BlockFolder block) -> block.meta().minTime())
                        .thenComparing(BlockFolder::path))
                .toList();
    }

    List<Skipped> skipped() {
        return skipped;
    }

    /** How many blocks are not meant. */
    long others() {
        return others;
    }

    private Look look(String block) throws IOException {
        try {
            Set<String> names = new HashSet<>();
            files.list(block).forEach(entry -> names.add(entry.name()));
            if (!names.contains(BlockMeta.FILE)) {
                return new Look(null, new Skipped(block, NOT_WHOLE, 1));
            }
            if (names.contains(DELETION_MARK) || marked.contains(BlockFiles.name(block))) {
                return new Look(null, new Skipped(block, MARKED, 1));
            }
            BlockMeta meta = BlockMeta.read(files, block);
            return new Look(new BlockFolder(block, meta, choice.identity(meta), choice.replica(meta)), null);
        } catch (CorruptException damaged) {
            return new Look(null, new Skipped(block, String.valueOf(damaged.getMessage()), 1));
        } catch (NoSuchFileException removedMeanwhile) {
            return new Look(null, new Skipped(block, NOT_WHOLE, 1));
        }
    }

    private void skip(String block, String reason) {
        skipped.add(new Skipped(block, reason, 1));
    }

    private boolean isUsable(BlockFolder block) {
        long resolution = block.meta().resolution();
        if (resolution > 0) {
            skip(
                    block.path(),
                    "downsampled to %d s: births in it are too coarse, give the raw blocks"
                            .formatted(resolution / 1000));
        } else if (block.meta().deletable()) {
            skip(block.path(), "marked as empty, to be removed");
        }
        return resolution == 0 && !block.meta().deletable();
    }

    /** By ULID of what is superseded. A crash between the writing of a block and the removal of those that it was made of leaves both. */
    private Map<String, BlockFolder> superseding() {
        Map<String, List<BlockFolder>> bySource = new HashMap<>();
        Map<String, List<BlockFolder>> byParent = new HashMap<>();
        for (BlockFolder block : found) {
            block.meta()
                    .sources()
                    .forEach(source -> bySource.computeIfAbsent(source, none -> new ArrayList<>())
                            .add(block));
            block.meta()
                    .parents()
                    .forEach(parent -> byParent.computeIfAbsent(parent, none -> new ArrayList<>())
                            .add(block));
        }
        Map<String, BlockFolder> superseding = new HashMap<>();
        for (BlockFolder block : found) {
            List<BlockFolder> larger =
                    new ArrayList<>(byParent.getOrDefault(block.meta().ulid(), List.of()));
            if (!block.meta().sources().isEmpty()) {
                bySource.getOrDefault(block.meta().sources().get(0), List.of()).stream()
                        .filter(other -> covers(other.meta(), block.meta()))
                        .forEach(larger::add);
            }
            larger.stream()
                    .filter(other -> !other.equals(block) && isAlike(other.meta(), block.meta()))
                    .findFirst()
                    .ifPresent(other -> superseding.put(block.path(), other));
        }
        return superseding;
    }

    private boolean isNotSuperseded(BlockFolder block, Map<String, BlockFolder> superseding) {
        @Nullable BlockFolder by = superseding.get(block.path());
        if (by != null) {
            skip(block.path(), "superseded by " + by.meta().ulid());
        }
        return by == null;
    }

    /** By the rule of Thanos' {@code DeduplicateFilter}. */
    private static boolean covers(BlockMeta larger, BlockMeta smaller) {
        return larger.sources().size() > smaller.sources().size()
                && new HashSet<>(larger.sources()).containsAll(smaller.sources());
    }

    /** Of several that one block was split into, each has a part of its series: none of them replaces it. */
    private boolean isAlike(BlockMeta left, BlockMeta right) {
        return left.resolution() == right.resolution()
                && choice.withoutReplica(left).equals(choice.withoutReplica(right));
    }
}
