package dev.culprit.warehouse;

import dev.culprit.model.CulpritException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All changes that one publication makes to the tables. They are written to one small file first: once that file exists, the
 * commit is decided and will be completed.
 *
 * @param staging name of the staging folder, in the warehouse
 */
record Commit(String staging, List<Replacement> replacements) {
    private static final String END = "end";

    /**
     * The new state of a partition.
     *
     * @param folder below the warehouse, {@code TABLE/environment=E/date=D}
     * @param files all files of the partition afterwards; none where it is to be removed
     * @param outdated names of files to be removed from it
     */
    record Replacement(String folder, List<Placement> files, List<String> outdated) {}

    /**
     * A file and where it goes.
     *
     * @param staged below the warehouse
     * @param name in the partition's folder
     */
    record Placement(String staged, String name) {}

    Optional<Replacement> of(String folder) {
        return replacements.stream()
                .filter(replacement -> replacement.folder().equals(folder))
                .findFirst();
    }

    /** A name of one file or folder: nothing that leads elsewhere. */
    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }

    /** Whether all that the commit moves and deletes lies in its staging folder and in partitions of tables. */
    private boolean isConfined() {
        return isName(staging)
                && staging.startsWith(".staging-")
                && replacements.stream()
                        .allMatch(replacement -> isPartition(replacement.folder())
                                && replacement.outdated().stream().allMatch(Commit::isName)
                                && replacement.files().stream()
                                        .allMatch(file -> isName(file.name()) && isBelow(staging, file.staged())));
    }

    private static boolean isBelow(String folder, String path) {
        return path.startsWith(folder + "/")
                && Stream.of(path.substring(folder.length() + 1).split("/", -1)).allMatch(Commit::isName);
    }

    private static boolean isPartition(String folder) {
        String[] names = folder.split("/", -1);
        return names.length == 3
                && Stream.of(names).allMatch(Commit::isName)
                && Character.isLetterOrDigit(names[0].charAt(0))
                && names[1].startsWith("environment=")
                && names[2].startsWith("date=");
    }

    /** One fact a line, so that an operator who finds the file can read it. */
    String text() {
        List<String> lines = new ArrayList<>(List.of("staging " + encoded(staging)));
        for (Replacement replacement : replacements) {
            lines.add("partition " + encoded(replacement.folder()));
            replacement
                    .files()
                    .forEach(file -> lines.add("file %s %s".formatted(encoded(file.staged()), encoded(file.name()))));
            replacement.outdated().forEach(name -> lines.add("outdated " + encoded(name)));
        }
        lines.add(END);
        return String.join("\n", lines) + "\n";
    }

    /**
     * @param origin for the message
     * @throws CulpritException where the text is not one that {@link #text} writes
     */
    static Commit parse(String text, String origin) {
        List<String[]> lines = text.lines()
                .map(line -> line.split(" ", -1))
                .filter(line -> line.length > 0)
                .toList();
        if (lines.size() < 2 || !lines.get(lines.size() - 1)[0].equals(END)) {
            throw unknown(origin);
        }
        List<Replacement> replacements = new ArrayList<>();
        for (String[] line : lines.subList(1, lines.size() - 1)) {
            if (line[0].equals("partition") && line.length == 2) {
                replacements.add(new Replacement(decoded(line[1]), new ArrayList<>(), new ArrayList<>()));
            } else if (line[0].equals("file") && line.length == 3 && !replacements.isEmpty()) {
                last(replacements).files().add(new Placement(decoded(line[1]), decoded(line[2])));
            } else if (line[0].equals("outdated") && line.length == 2 && !replacements.isEmpty()) {
                last(replacements).outdated().add(decoded(line[1]));
            } else {
                throw unknown(origin);
            }
        }
        String[] first = lines.get(0);
        if (!first[0].equals("staging") || first.length != 2) {
            throw unknown(origin);
        }
        Commit commit = new Commit(decoded(first[1]), replacements);
        if (!commit.isConfined()) {
            throw new CulpritException(
                    "%s names files outside of the tables, which no commit does: it is not followed, see who wrote it and delete it"
                            .formatted(origin));
        }
        return commit;
    }

    private static Replacement last(List<Replacement> replacements) {
        return replacements.get(replacements.size() - 1);
    }

    private static CulpritException unknown(String origin) {
        return new CulpritException(
                "%s was not written by this version, and is not followed: run the version that wrote it once more, or delete the file"
                        .formatted(origin));
    }

    /** Escapes a path: names of other tools' files may hold any character. Slashes stay readable. */
    private static String encoded(String text) {
        return Stream.of(text.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("%3D", "="))
                .reduce((a, b) -> a + "/" + b)
                .orElseThrow();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unfit) {
            return ""; // which no name is
        }
    }
}
