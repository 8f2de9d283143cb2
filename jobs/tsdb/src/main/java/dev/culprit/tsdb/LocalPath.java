package dev.culprit.tsdb;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Paths of this machine, also as URIs. */
public final class LocalPath {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");

    private LocalPath() {}

    /** @throws IllegalArgumentException where it is another machine's; the message is what follows the path */
    public static Path of(String text) {
        String path = text;
        if (SCHEME.matcher(text).matches()) {
            if (!text.startsWith("file:")) {
                throw new IllegalArgumentException(
                        "is not on this machine: blocks are read from local folders, so copy or mount it");
            }
            path = text.substring("file:".length()).replaceFirst("^/+", "/");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException none) {
            throw new IllegalArgumentException("is no path");
        }
    }
}
