package dev.culprit.tsdb;

import dev.culprit.tsdb.block.BlockMeta;
import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.export.ExportFile;
import dev.culprit.tsdb.head.HeadFiles;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a folder is to be read: a server's data folder, a snapshot, one block, or exports.
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
        List<Skipped> skipped)
        implements Serializable {
    private static final String ULID = "[0-9A-HJKMNP-TV-Z]{26}";

    /** Folders by year, month, day, hour and minute, and some before. */
    private static final int DEEPEST = 12;

    /** A block's folder. */
    public record BlockFolder(String path, BlockMeta meta) implements Serializable {}

    public DataFolder {
        blocks = List.copyOf(blocks);
        exports = List.copyOf(exports);
        skipped = List.copyOf(skipped);
    }

    /**
     * Lists a folder.
     *
     * @throws CorruptException where it holds nothing of Prometheus: the message is what follows its name
     */
    public static DataFolder list(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return ofExports(folder, List.of(ExportFile.of(folder)));
        }
        if (!Files.isDirectory(folder)) {
            throw new CorruptException(Files.exists(folder) ? "is neither a folder nor a file" : "does not exist");
        }
        if (Files.exists(folder.resolve(BlockMeta.FILE))) {
            return new Listing().of(folder, List.of(folder));
        }
        List<Path> blocks = ulids(folder);
        // First the log: what a server makes a block of meanwhile is in both then, and not in none.
        boolean logged = Files.isDirectory(folder.resolve("wal"));
        if (blocks.isEmpty() && !logged) {
            return ofSnapshots(folder);
        }
        @Nullable HeadFiles head = logged ? HeadFiles.list(folder) : null;
        DataFolder listed = new Listing().of(folder, ulids(folder));
        return new DataFolder(
                listed.path(),
                listed.blocks(),
                head == null || head.isEmpty() ? null : head,
                List.of(),
                listed.skipped());
    }

    private static DataFolder ofExports(Path path, List<ExportFile> exports) {
        return new DataFolder(path.toString(), List.of(), null, exports, List.of());
    }

    /** Files that begin as exports do, together: in the folder, or in folders by days and hours, as collectors make. */
    private static List<ExportFile> exports(Path folder) throws IOException {
        try (Stream<Path> walked = Files.walk(folder, DEEPEST)) {
            List<Path> files = walked.filter(Files::isRegularFile)
                    .filter(file ->
                            folder.equals(file.getParent()) ? ExportFile.isOne(file) : ExportFile.isCollectors(file))
                    .sorted()
                    .toList();
            return files.isEmpty()
                    ? List.of()
                    : List.of(ExportFile.of(files.size() == 1 ? files.get(0) : folder, files));
        }
    }

    /** A folder {@code snapshots} of one snapshot is as good as that. */
    private static DataFolder ofSnapshots(Path folder) throws IOException {
        Path snapshots = Files.isDirectory(folder.resolve("snapshots")) ? folder.resolve("snapshots") : folder;
        List<Path> candidates = new ArrayList<>();
        for (Path child : children(snapshots)) {
            if (!ulids(child).isEmpty()) {
                candidates.add(child);
            }
        }
        List<ExportFile> exports = candidates.isEmpty() ? exports(folder) : List.of();
        if (!exports.isEmpty()) {
            return ofExports(folder, exports);
        }
        if (candidates.isEmpty()) {
            throw new CorruptException("holds no block of Prometheus (a folder named like 01JWS713P2E4MQW7T643GYGD69"
                    + " with meta.json, index and chunks) and no folder wal, and no export");
        }
        if (candidates.size() > 1) {
            throw new CorruptException("holds the snapshots "
                    + String.join(
                            " and ",
                            candidates.stream()
                                    .map(path -> path.getFileName().toString())
                                    .toList())
                    + ": name one of them");
        }
        return list(candidates.get(0));
    }

    private static List<Path> ulids(Path folder) throws IOException {
        return children(folder).stream()
                .filter(child -> child.getFileName().toString().matches(ULID))
                .toList();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** Decides which blocks count. */
    private static final class Listing {
        private final List<BlockFolder> found = new ArrayList<>();
        private final List<Skipped> skipped = new ArrayList<>();

        DataFolder of(Path folder, List<Path> blocks) throws IOException {
            for (Path block : blocks) {
                if (!Files.exists(block.resolve(BlockMeta.FILE))) {
                    skip(block.toString(), "no meta.json: the block is not whole yet, or being removed");
                    continue;
                }
                try {
                    found.add(new BlockFolder(block.toString(), BlockMeta.read(block)));
                } catch (CorruptException damaged) {
                    skip(block.toString(), String.valueOf(damaged.getMessage()));
                }
            }
            List<BlockFolder> kept = found.stream()
                    .filter(this::isUsable)
                    .filter(this::isNotSuperseded)
                    .sorted(Comparator.comparingLong(
                                    (BlockFolder block) -> block.meta().minTime())
                            .thenComparing(BlockFolder::path))
                    .toList();
            return new DataFolder(folder.toString(), kept, null, List.of(), skipped);
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

        /** A crash between the writing of a block and the removal of those that it was made of leaves both. */
        private boolean isNotSuperseded(BlockFolder block) {
            for (BlockFolder other : found) {
                boolean parent = other.meta().parents().contains(block.meta().ulid());
                if (!other.equals(block) && (parent || covers(other.meta(), block.meta()))) {
                    skip(block.path(), "superseded by " + other.meta().ulid());
                    return false;
                }
            }
            return true;
        }

        /** By the rule of Thanos' {@code DeduplicateFilter}. */
        private static boolean covers(BlockMeta larger, BlockMeta smaller) {
            Set<String> sources = new HashSet<>(larger.sources());
            return larger.resolution() == smaller.resolution()
                    && larger.externalLabels().equals(smaller.externalLabels())
                    && !smaller.sources().isEmpty()
                    && sources.size() > smaller.sources().size()
                    && sources.containsAll(smaller.sources());
        }
    }
}
