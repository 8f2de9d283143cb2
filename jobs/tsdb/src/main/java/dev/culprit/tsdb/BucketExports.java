package dev.culprit.tsdb;

import dev.culprit.tsdb.export.ExportFile;
import dev.culprit.tsdb.export.ExportFile.Part;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.BlockFiles.Entry;
import dev.culprit.tsdb.files.Requests;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exports below a prefix of a bucket, which may have years of them, in folders by days and hours as collectors make
 * ({@code exporter/awss3exporter}, {@code year=2026/month=11/day=29/hour=14/minute=05}): those of a time alone are listed, and none is
 * opened for it.
 */
final class BucketExports {
    /** Folders by year, month, day, hour and minute, and some before. */
    private static final int DEEPEST = 12;

    /** By hand: a week of a file every six seconds. */
    private static final int MOST_FILES = 100_000;

    /** By hand: so many files that are no export tell that the folder is not one of exports. */
    private static final int MOST_OTHERS = 100;

    private BucketExports() {}

    /** A file that is an export, of the latest; null where there is none among the first that are looked at. */
    static @Nullable ExportFile any(BlockFiles files, String folder) throws IOException {
        return any(files, folder, 0, new int[1]);
    }

    private static @Nullable ExportFile any(BlockFiles files, String folder, int depth, int[] others)
            throws IOException {
        List<Entry> latestFirst = new ArrayList<>(files.list(folder));
        latestFirst.sort(Comparator.comparing(Entry::name).reversed());
        for (Entry entry : latestFirst) {
            if (others[0] > MOST_OTHERS) {
                return null;
            }
            String path = BlockFiles.child(folder, entry.name());
            if (!entry.isFolder()) {
                if (ExportFile.isOne(files, path)) {
                    return new ExportFile(folder, List.of(new Part(path, entry.length())), 0);
                }
                others[0]++;
            } else if (depth < DEEPEST) {
                others[0]++;
                @Nullable ExportFile found = any(files, path, depth + 1, others);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /**
     * All files of about a time, both ends included, as one export; null where there is none.
     *
     * @param skipped takes what is left out
     */
    static @Nullable ExportFile between(BlockFiles files, String folder, long from, long to, List<Skipped> skipped)
            throws IOException {
        List<Part> parts = new ArrayList<>();
        List<String> folders = List.of("");
        for (int depth = 0; depth <= DEEPEST && !folders.isEmpty(); depth++) {
            List<List<Entry>> listed = Requests.all(files, folders, below -> files.list(child(folder, below)));
            List<String> next = new ArrayList<>();
            for (int i = 0; i < listed.size(); i++) {
                for (Entry entry : listed.get(i)) {
                    String below = child(folders.get(i), entry.name());
                    @Nullable FolderSpan span = FolderSpan.of(entry.isFolder() ? below : folders.get(i));
                    if (span != null && !span.isNear(from, to)) {
                        continue;
                    }
                    if (entry.isFolder()) {
                        next.add(below);
                    } else if (parts.size() < MOST_FILES) {
                        parts.add(new Part(child(folder, below), entry.length()));
                    } else {
                        skipped.add(new Skipped(
                                folder,
                                "holds more than %,d files of the period, and the rest is not read: name a folder of it"
                                        .formatted(MOST_FILES),
                                1));
                        return new ExportFile(folder, sorted(parts), 0);
                    }
                }
            }
            folders = next;
        }
        return parts.isEmpty() ? null : new ExportFile(folder, sorted(parts), 0);
    }

    private static List<Part> sorted(List<Part> parts) {
        return parts.stream().sorted(Comparator.comparing(Part::path)).toList();
    }

    private static String child(String folder, String name) {
        return folder.isEmpty() ? name : name.isEmpty() ? folder : BlockFiles.child(folder, name);
    }

    /** From the first day to the last that folders are called by; null where they are not. */
    static @Nullable FolderSpan span(BlockFiles files, String folder) throws IOException {
        @Nullable FolderSpan first = FolderSpan.of(outermost(files, folder, true));
        @Nullable FolderSpan last = FolderSpan.of(outermost(files, folder, false));
        return first == null || last == null ? null : new FolderSpan(first.from(), last.to());
    }

    private static String outermost(BlockFiles files, String folder, boolean isFirst) throws IOException {
        String below = "";
        for (int depth = 0; depth < DEEPEST; depth++) {
            List<String> folders = files.list(child(folder, below)).stream()
                    .filter(Entry::isFolder)
                    .map(Entry::name)
                    .sorted()
                    .toList();
            if (folders.isEmpty()) {
                break;
            }
            below = child(below, folders.get(isFirst ? 0 : folders.size() - 1));
        }
        return below;
    }
}
