package dev.culprit.app.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Readings of memory as CSV, a file a day and namespace, as docs/sources/csv.md has it. */
final class MemoryFile {
    private static final String HEADER = "time,namespace,pod,container,memory_bytes\n";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

    private final Path folder;

    MemoryFile(Path output) {
        this.folder = output.resolve("memory");
    }

    /** One reading. */
    record Reading(Instant time, String namespace, String pod, String container, long bytes) {
        String line() {
            return "%s,%s,%s,%s,%d\n".formatted(time.truncatedTo(ChronoUnit.SECONDS), namespace, pod, container, bytes);
        }
    }

    Path folder() {
        return folder;
    }

    /** Adds readings of one namespace. Each call is one write to the end of the file, so that two captures do no harm to one another. */
    void add(String namespace, Instant now, List<Reading> readings) throws IOException {
        Path file = folder.resolve(DAY.format(now)).resolve(namespace + ".csv");
        Files.createDirectories(file.getParent());
        StringBuilder lines = new StringBuilder();
        readings.forEach(reading -> lines.append(reading.line()));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            String start = channel.size() == 0 ? HEADER : endsInALine(file) ? "" : "\n";
            channel.write(ByteBuffer.wrap((start + lines).getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Not where a kill or a full disk has cut it: the half of a line must not take the next one with it. */
    private static boolean endsInALine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.read(last, channel.size() - 1) < 1 || last.get(0) == '\n';
        }
    }
}
