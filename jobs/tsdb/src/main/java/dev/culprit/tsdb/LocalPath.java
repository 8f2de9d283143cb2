package dev.culprit.tsdb;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Paths of this machine, also as URIs. */
public final class LocalPath {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");

    private LocalPath() {}

    public static boolean isLocal(String text) {
        return text.startsWith("file:") || !SCHEME.matcher(text).matches();
    }

    /** @throws IllegalArgumentException where it is none; the message is what follows the path */
    public static Path of(String text) {
        String path = text;
        if (text.startsWith("file:")) {
            path = text.substring("file:".length()).replaceFirst("^/+", "/");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException none) {
            throw new IllegalArgumentException("is no path");
        }
    }
}
