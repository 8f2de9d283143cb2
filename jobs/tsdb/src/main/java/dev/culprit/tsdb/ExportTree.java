package dev.culprit.tsdb;

import dev.culprit.model.LocalTree;
import dev.culprit.tsdb.export.ExportFile;
import dev.culprit.tsdb.series.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The exports below a folder of this machine: files that begin as exports do, in the folder, or in folders by days and hours, as
 * collectors make. Whether a file is one, its beginning tells: a folder of anything else is not read to its end.
 */
final class ExportTree {
    /** Folders by year, month, day, hour and minute, and some before. */
    private static final int DEEPEST = 12;

    /** By hand: so many files that are no export tell that the folder is not one of exports. They are opened in seconds. */
    static final int MOST_OTHERS = 10_000;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private int others;

    private ExportTree(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException where the folder itself cannot be listed */
    static ExportTree look(Path folder) throws IOException {
        ExportTree tree = new ExportTree(folder);
        LocalTree.walk(folder, tree.new Looking());
        if (tree.isCut()) {
            tree.skipped.add(new Skipped(
                    folder.toString(),
                    "holds more than %,d files that are no export, and may hold exports that were not looked at: name the folder that they are in"
                            .formatted(MOST_OTHERS),
                    1));
        }
        return tree;
    }

    private final class Looking implements LocalTree.Visitor {
        @Override
        public boolean wants(Path path) {
            return !isCut() && folder.relativize(path).getNameCount() <= DEEPEST;
        }

        @Override
        public void file(Path path, BasicFileAttributes attributes) {
            if (!Files.isReadable(path)) {
                others++;
                left(path, "must not be read by this user");
                return;
            }
            boolean isExport = folder.equals(path.getParent()) ? ExportFile.isOne(path) : ExportFile.isCollectors(path);
            if (isExport) {
                files.add(path);
            } else {
                others++;
            }
        }

        @Override
        public void left(Path path, String reason) {
            skipped.add(new Skipped(path.toString(), reason, 1));
        }
    }

    private boolean isCut() {
        return others > MOST_OTHERS;
    }

    /** All together, as one. */
    List<ExportFile> exports() throws IOException {
        return files.isEmpty()
                ? List.of()
                : List.of(ExportFile.of(
                        files.size() == 1 ? files.get(0) : folder,
                        files.stream().sorted().toList()));
    }

    /** What could not be looked at. */
    List<Skipped> skipped() {
        return skipped;
    }

    /** Of a folder without exports: what follows that it has none. */
    String whyNone() {
        if (isCut()) {
            return " among the first %,d files".formatted(MOST_OTHERS);
        }
        return skipped.isEmpty()
                ? ""
                : "; %s %s".formatted(skipped.get(0).file(), skipped.get(0).reason());
    }
}
