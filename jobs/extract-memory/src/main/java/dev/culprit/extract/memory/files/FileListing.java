package dev.culprit.extract.memory.files;

import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.model.CulpritException;
import dev.culprit.model.LocalTree;
import dev.culprit.model.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files below a source's folder that can hold readings of some days. Firehose files by the time of delivery, which
 * lags behind the readings: a day's readings are looked for in the folders of the day before it to three days after it.
 * Names that begin with a dot or an underscore are not data, by Hadoop's custom.
 */
final class FileListing {
    /** Clocks and time zones may make a file look older than its readings. */
    private static final int DAYS_EARLY = 1;
    /** By hand: Firehose tries to deliver for a day, and after it somebody else. */
    static final int DAYS_LATE = 3;

    private static final Pattern DATE_FOLDER = Pattern.compile("(?:^|/)(\\d{4})/(\\d{2})/(\\d{2})(?=/|$)");

    private final FileSource source;
    private final LocalDate first;
    private final LocalDate last;
    private final List<DatedFile> files = new ArrayList<>();
    private final SkippedInput skipped;
    private long otherDays;

    /**
     * @param days ascending
     * @param skipped takes what is no file, or cannot be listed
     */
    FileListing(FileSource source, List<LocalDate> days, SkippedInput skipped) {
        this.skipped = skipped;
        this.source = source;
        this.first = days.get(0).minusDays(DAYS_EARLY);
        this.last = days.get(days.size() - 1).plusDays(DAYS_LATE);
    }

    /** Whether a reading of the day is looked for in a folder of the delivery date. */
    static boolean belongs(LocalDate day, @Nullable LocalDate delivered) {
        return delivered == null
                || !(delivered.isBefore(day.minusDays(DAYS_EARLY)) || delivered.isAfter(day.plusDays(DAYS_LATE)));
    }

    /** Those without a date first, the others by date, and by path within. */
    List<DatedFile> list(Configuration configuration) {
        try {
            Path root = new Path(source.path());
            FileSystem fileSystem = root.getFileSystem(configuration);
            for (FileStatus status : roots(fileSystem, root)) {
                if (fileSystem.getScheme().equals("file")) {
                    visitLocal(status);
                } else {
                    visit(fileSystem, status, "");
                }
            }
        } catch (FileNotFoundException missing) {
            throw failure(
                    "does not exist: correct memory.path, or see that the %s is delivered there"
                            .formatted(source.content()),
                    missing);
        } catch (IOException | RuntimeException failure) { // a file system whose class is missing is a RuntimeException
            throw failure(
                    "cannot be listed: " + Text.printable(String.valueOf(failure.getMessage()), 300)
                            + ": correct memory.path or the access to it",
                    failure);
        }
        if (files.isEmpty()) {
            throw otherDays == 0
                    ? failure("holds no file: see that the %s is delivered there".formatted(source.content()))
                    : failure(
                            "holds no file delivered from %s to %s, though some for other days: choose another period with --from and --to"
                                    .formatted(first, last));
        }
        files.sort(Comparator.comparing(DatedFile::date, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(DatedFile::path));
        return files;
    }

    /** The path itself, or where there is no such path what it matches as a pattern. */
    private static FileStatus[] roots(FileSystem fileSystem, Path root) throws IOException {
        try {
            return new FileStatus[] {fileSystem.getFileStatus(root)};
        } catch (FileNotFoundException missing) {
            FileStatus[] matched = fileSystem.globStatus(root, FileListing::isData);
            if (matched == null || matched.length == 0) {
                throw missing;
            }
            return matched;
        }
    }

    /** @param relative the path below the source's, with a slash before every name */
    private void visit(FileSystem fileSystem, FileStatus status, String relative) throws IOException {
        LocalDate date = dateIn(relative);
        if (date != null && (date.isBefore(first) || date.isAfter(last))) {
            otherDays++;
        } else if (status.isDirectory()) {
            for (FileStatus child : fileSystem.listStatus(status.getPath(), FileListing::isData)) {
                visit(fileSystem, child, relative + "/" + child.getPath().getName());
            }
        } else {
            files.add(new DatedFile(status.getPath(), date));
        }
    }

    /** Of local folders links may make circles, and pipes may lie in them. */
    private void visitLocal(FileStatus status) throws IOException {
        java.nio.file.Path root = java.nio.file.Path.of(status.getPath().toUri().getPath());
        if (!status.isDirectory()) {
            if (java.nio.file.Files.isRegularFile(root)) {
                files.add(new DatedFile(status.getPath(), null));
            } else {
                skipped.add(status.getPath().toString(), null, "is no file: a socket, a pipe or a device", 1);
            }
            return;
        }
        LocalTree.walk(root, new LocalTree.Visitor() {
            @Override
            public boolean wants(java.nio.file.Path path) {
                if (!isData(path.getFileName().toString())) {
                    return false;
                }
                LocalDate date = dateIn("/" + root.relativize(path));
                boolean other = date != null && (date.isBefore(first) || date.isAfter(last));
                otherDays += other ? 1 : 0;
                return !other;
            }

            @Override
            public void file(java.nio.file.Path path, BasicFileAttributes attributes) {
                files.add(new DatedFile(hadoop(path), dateIn("/" + root.relativize(path))));
            }

            @Override
            public void left(java.nio.file.Path path, String reason) {
                skipped.add(hadoop(path).toString(), null, reason, 1);
            }

            /** A name may hold a colon, which is none of a scheme. */
            private Path hadoop(java.nio.file.Path path) {
                return new Path(
                        status.getPath(),
                        new Path(null, null, root.relativize(path).toString()));
            }
        });
    }

    private static boolean isData(Path path) {
        return isData(path.getName());
    }

    private static boolean isData(String name) {
        return !name.startsWith("_") && !name.startsWith(".");
    }

    private static @Nullable LocalDate dateIn(String relative) {
        Matcher found = DATE_FOLDER.matcher(relative);
        try {
            return found.find()
                    ? LocalDate.of(
                            Integer.parseInt(found.group(1)),
                            Integer.parseInt(found.group(2)),
                            Integer.parseInt(found.group(3)))
                    : null;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private CulpritException failure(String what, Exception cause) {
        return new CulpritException(message(what), cause);
    }

    private CulpritException failure(String what) {
        return new CulpritException(message(what));
    }

    private String message(String what) {
        return "environment %s: memory.path %s %s"
                .formatted(source.environment(), Text.printable(source.path(), 200), what);
    }
}
