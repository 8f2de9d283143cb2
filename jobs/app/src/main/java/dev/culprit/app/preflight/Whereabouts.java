package dev.culprit.app.preflight;

import dev.culprit.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of a local path where it is, and what is there instead. */
public final class Whereabouts {
    private static final int SHOWN = 5;
    private static final int LONGEST = 300;

    private Whereabouts() {}

    /** {@code /home/me/archive/prod does not exist; /home/me/archive holds dev, test}. */
    public static String ofMissing(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = nearest(absolute);
        if (there == null) {
            return shown(absolute) + " does not exist";
        }
        return "%s does not exist; %s %s".formatted(shown(absolute), shown(there), describe(there));
    }

    /** The nearest folder above, or file, that exists; null for none. */
    static @Nullable Path nearest(Path absolute) {
        for (Path at = absolute.getParent(); at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                return at;
            }
        }
        return null;
    }

    static String describe(Path there) {
        if (!Files.isDirectory(there)) {
            return "is a file";
        }
        try (Stream<Path> children = Files.list(there)) {
            List<String> names = children.map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .limit(SHOWN + 1L)
                    .toList();
            if (names.isEmpty()) {
                return "is empty";
            }
            String listed = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
            return "holds " + Text.printable(listed, LONGEST) + (names.size() > SHOWN ? " and more" : "");
        } catch (IOException forbidden) {
            return "must not be listed by user " + user();
        }
    }

    static String shown(Path path) {
        return Text.printable(path.toString(), LONGEST);
    }

    static String user() {
        return System.getProperty("user.name");
    }

    /** Where relative paths begin; empty for an absolute path. */
    static String ifRelative(String path) {
        try {
            return Path.of(path).isAbsolute()
                    ? ""
                    : " (relative paths begin in the working directory, %s)"
                            .formatted(shown(Path.of("").toAbsolutePath()));
        } catch (InvalidPathException none) {
            return "";
        }
    }
}
