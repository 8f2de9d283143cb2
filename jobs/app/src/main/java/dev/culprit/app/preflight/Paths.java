package dev.culprit.app.preflight;

import dev.culprit.model.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.jspecify.annotations.Nullable;

/** Looks at the paths of a configuration, and notes what is wrong with them. */
final class Paths {
    private static final String S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem";
    /** Of S3A, whose type is not on every class path. */
    private static final String NO_CREDENTIALS = "NoAuthWithAWSException";

    private static final String WITH_S3 =
            "start ./culprit --with-s3 ..., or set CULPRIT_S3=1; under spark-submit add the jars as docs/operations.md"
                    + " shows";

    private final Configuration hadoop;
    private final List<String> faults = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Paths(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** What the user has to correct. */
    List<String> faults() {
        return faults;
    }

    /** What may pass by itself, as a service that does not answer. */
    List<String> failures() {
        return failures;
    }

    /** A file, a folder or a pattern that must be there and readable. */
    void readable(String setting, String text) {
        Path path = path(setting, text);
        if (path == null) {
            return;
        }
        try {
            FileSystem files = path.getFileSystem(hadoop);
            if (isLocal(files)) {
                readableLocal(setting, text, files, path);
            } else if (!exists(files, path)) {
                faults.add("%s %s does not exist: correct it".formatted(setting, Text.printable(text, 300)));
            }
        } catch (IOException | RuntimeException failure) { // runtime: a file system whose class is missing
            failures.add(unreachable(setting, text, failure));
        }
    }

    private static boolean exists(FileSystem files, Path path) throws IOException {
        try {
            files.getFileStatus(path);
            return true;
        } catch (FileNotFoundException missing) {
            FileStatus[] matched = files.globStatus(path);
            // Of an object store a folder without objects is none, and objects may come.
            return matched != null && matched.length > 0;
        }
    }

    private void readableLocal(String setting, String text, FileSystem files, Path path) throws IOException {
        java.nio.file.Path local = local(files, path);
        if (Files.exists(local)) {
            boolean folder = Files.isDirectory(local);
            if (!Files.isReadable(local) || (folder && !Files.isExecutable(local))) {
                faults.add("%s %s must not be read by user %s: have its owner grant that"
                        .formatted(setting, Whereabouts.shown(local), Whereabouts.user()));
            }
            return;
        }
        FileStatus[] matched = files.globStatus(path);
        if (matched == null || matched.length == 0) {
            faults.add("%s %s%s: correct it"
                    .formatted(setting, Whereabouts.ofMissing(local), Whereabouts.ifRelative(text)));
        }
    }

    /**
     * A folder that is written to, and made where it is not there.
     *
     * @param otherwise what to do where this one cannot be written
     */
    void writable(String setting, String text, String otherwise) {
        Path path = path(setting, text);
        if (path == null) {
            return;
        }
        try {
            FileSystem files = path.getFileSystem(hadoop);
            if (!isLocal(files)) {
                if (files.exists(path) && !files.getFileStatus(path).isDirectory()) {
                    faults.add("%s %s is a file: %s".formatted(setting, Text.printable(text, 300), otherwise));
                }
                return;
            }
            java.nio.file.Path local = local(files, path);
            java.nio.file.Path there = Files.exists(local) ? local : Whereabouts.nearest(local);
            if (there != null && !Files.isDirectory(there)) {
                faults.add("%s %s%s: %s"
                        .formatted(
                                setting,
                                Whereabouts.shown(local),
                                there.equals(local)
                                        ? " is a file"
                                        : " cannot be made: %s is a file".formatted(Whereabouts.shown(there)),
                                otherwise));
            } else if (there != null && !(Files.isWritable(there) && Files.isExecutable(there))) {
                faults.add("%s %s%s user %s must not write%s: %s"
                        .formatted(
                                setting,
                                Whereabouts.shown(local),
                                there.equals(local) ? ":" : " cannot be made:",
                                Whereabouts.user(),
                                there.equals(local) ? " there" : " to " + Whereabouts.shown(there),
                                otherwise));
            }
        } catch (IOException | RuntimeException failure) {
            failures.add(unreachable(setting, text, failure));
        }
    }

    /** A folder that an earlier job has left. */
    void left(String setting, String text, String mend) {
        Path path = path(setting, text);
        if (path == null) {
            return;
        }
        try {
            FileSystem files = path.getFileSystem(hadoop);
            if (isLocal(files)) {
                java.nio.file.Path local = local(files, path);
                if (!Files.exists(local)) {
                    faults.add("%s %s%s: %s"
                            .formatted(setting, Whereabouts.ofMissing(local), Whereabouts.ifRelative(text), mend));
                }
            } else if (!files.exists(path)) {
                faults.add("%s %s does not exist: %s".formatted(setting, Text.printable(text, 300), mend));
            }
        } catch (IOException | RuntimeException failure) {
            failures.add(unreachable(setting, text, failure));
        }
    }

    /** Null where it is noted what is wrong with it. */
    private @Nullable Path path(String setting, String text) {
        try {
            Path path = new Path(text);
            String scheme = path.toUri().getScheme();
            if (("s3a".equals(scheme) || "s3".equals(scheme)) && needsS3a(scheme) && !isThere(S3A)) {
                faults.add("%s %s: the jars that read S3 are not there: %s"
                        .formatted(setting, Text.printable(text, 300), WITH_S3));
                return null;
            }
            return path;
        } catch (IllegalArgumentException none) {
            faults.add("%s %s is no path: correct it".formatted(setting, Text.printable(text, 300)));
            return null;
        }
    }

    /** A cluster may have a file system of its own for the scheme, as EMR has. */
    private boolean needsS3a(String scheme) {
        String chosen = hadoop.get("fs." + scheme + ".impl");
        return chosen == null || chosen.equals(S3A);
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }

    private static boolean isLocal(FileSystem files) {
        return files.getUri().getScheme().equals("file");
    }

    private static java.nio.file.Path local(FileSystem files, Path path) {
        return java.nio.file.Path.of(files.makeQualified(path).toUri().getPath());
    }

    private static String unreachable(String setting, String text, Exception failure) {
        if (failure instanceof UnsupportedFileSystemException) {
            return "%s %s: nothing here reads such paths: correct it, or put the file system's jars on CULPRIT_CLASSPATH"
                    .formatted(setting, Text.printable(text, 300));
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains(NO_CREDENTIALS)) {
            return "%s %s: no AWS credentials: log in, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or run where a role is given"
                    .formatted(setting, Text.printable(text, 300));
        }
        return "%s %s cannot be looked at: %s: see that the path is right, that you are logged in, and that it may be read"
                .formatted(setting, Text.printable(text, 300), Text.printable(message, 300));
    }
}
