package dev.culprit.tsdb.head;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a data folder's head, as they were when it was listed: a server that runs goes on writing, and what it adds is
 * not looked at.
 *
 * @param checkpoint segments that stand for all before the first of {@code segments}; none where nothing was cut off yet
 * @param segments of the write-ahead log, by number
 * @param outOfOrder segments of the log of samples that came late
 * @param chunks files of {@code chunks_head}
 */
public record HeadFiles(
        List<LogFile> checkpoint, List<LogFile> segments, List<LogFile> outOfOrder, List<LogFile> chunks)
        implements Serializable {
    private static final String CHECKPOINT = "checkpoint\\.[0-9]+";

    /**
     * A file.
     *
     * @param number in its name
     * @param bytes that it had
     */
    public record LogFile(String path, long number, long bytes) implements Serializable {
        Path file() {
            return Path.of(path);
        }
    }

    /** @param folder of the data, in which {@code wal} is one of the folders */
    public static HeadFiles list(Path folder) throws IOException {
        Path wal = folder.resolve("wal");
        List<Path> checkpoints = new ArrayList<>();
        try (Stream<Path> listed = Files.list(wal)) {
            listed.filter(file -> file.getFileName().toString().matches(CHECKPOINT))
                    .forEach(checkpoints::add);
        }
        checkpoints.sort(Comparator.comparingLong(HeadFiles::number));
        long through = -1;
        List<LogFile> checkpoint = List.of();
        if (!checkpoints.isEmpty()) {
            Path newest = checkpoints.get(checkpoints.size() - 1);
            through = number(newest);
            checkpoint = numbered(newest);
        }
        long after = through;
        return new HeadFiles(
                checkpoint,
                numbered(wal).stream().filter(file -> file.number() > after).toList(),
                numbered(folder.resolve("wbl")),
                numbered(folder.resolve("chunks_head")));
    }

    public boolean isEmpty() {
        return checkpoint.isEmpty() && segments.isEmpty();
    }

    public long bytes() {
        return Stream.of(checkpoint, segments, outOfOrder)
                .flatMap(List::stream)
                .mapToLong(LogFile::bytes)
                .sum();
    }

    private static List<LogFile> numbered(Path folder) throws IOException {
        List<LogFile> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> listed = Files.list(folder)) {
                for (Path file : listed.filter(
                                path -> path.getFileName().toString().matches("[0-9]{1,18}"))
                        .toList()) {
                    files.add(new LogFile(file.toString(), number(file), Files.size(file)));
                }
            }
        }
        files.sort(Comparator.comparingLong(LogFile::number));
        return List.copyOf(files);
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('.') + 1));
    }
}
