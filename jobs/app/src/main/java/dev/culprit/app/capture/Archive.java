package dev.culprit.app.capture;

import dev.culprit.model.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The folder that scrapes are kept in. A file appears whole or not at all: it is written to {@code .part} beside the archive, where
 * no reader looks, and moved. What a kill has left there goes at the next start.
 */
final class Archive {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern SCRAPE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T\\d{2}-\\d{2}-\\d{2}Z\\.prom\\.gz");
    /** Another capture may be writing next to this one; no scrape takes as long. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path scrapes;
    private final Path part;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong names = new AtomicLong();

    private Archive(Path root) {
        this.scrapes = root.resolve("scrapes");
        this.part = root.resolve(".part");
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Writer {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * Opens the archive, with what an earlier capture has left.
     *
     * @throws ConfigurationException where nothing can be written there
     */
    static Archive open(Path root, Instant now) {
        Archive archive = new Archive(root);
        try {
            Files.createDirectories(archive.scrapes);
            Files.createDirectories(archive.part);
            if (!Files.isWritable(archive.scrapes) || !Files.isWritable(archive.part)) {
                throw new ConfigurationException(
                        "--output %s: is not yours to write to: name another folder".formatted(root.toAbsolutePath()));
            }
            archive.survey(now);
            return archive;
        } catch (IOException unusable) {
            throw new ConfigurationException("--output %s: no folder can be made there (%s): name another one"
                    .formatted(root.toAbsolutePath(), reason(unusable)));
        }
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replace("Exception", "") + " " + failure.getMessage();
    }

    private void survey(Instant now) throws IOException {
        visit(scrapes, (file, attributes) -> bytes.addAndGet(attributes.size()));
        visit(part, (file, attributes) -> {
            if (attributes.lastModifiedTime().toInstant().isBefore(now.minus(ABANDONED))) {
                Files.deleteIfExists(file);
            }
        });
    }

    private interface Visitor {
        void file(Path file, BasicFileAttributes attributes) throws IOException;
    }

    private static void visit(Path folder, Visitor visitor) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                visitor.file(file, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // another capture is at work
                }
                throw failure;
            }
        });
    }

    /**
     * Keeps one scrape.
     *
     * @param time when it was asked for
     * @return bytes of the file
     * @throws IOException where the body could not be had or written: no file is left then
     */
    long keep(Target target, Instant time, Writer body) throws IOException, InterruptedException {
        Path folder = scrapes.resolve(target.folder());
        Path file = folder.resolve(name(time));
        if (Files.exists(file)) {
            throw new IOException("%s is there already: another capture of the same target is at work".formatted(file));
        }
        Path partial = part.resolve(
                "%s-%d-%d".formatted(name(time), ProcessHandle.current().pid(), names.incrementAndGet()));
        try {
            try (FileChannel channel =
                    FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                // The stream is not closed: that would close the channel before its bytes are on the disk.
                GZIPOutputStream zipped = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
                body.to(zipped);
                zipped.finish();
                channel.force(true);
            }
            long size = Files.size(partial);
            Files.createDirectories(folder);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            bytes.addAndGet(size);
            return size;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    static String name(Instant time) {
        return TIME.format(time.truncatedTo(ChronoUnit.SECONDS)) + ".prom.gz";
    }

    /** Removes scrapes of days before that many days ago; what does not look like one of this archive's files stays. */
    int removeOlderThan(int days, Instant now) throws IOException {
        String oldest = DateTimeFormatter.ISO_LOCAL_DATE.format(
                now.atZone(ZoneOffset.UTC).minusDays(days));
        int[] removed = {0};
        visit(scrapes, (file, attributes) -> {
            var matched = SCRAPE.matcher(file.getFileName().toString());
            if (matched.matches()
                    && matched.group(1).compareTo(oldest) < 0
                    && file.toString().contains("/container=")
                    && Files.deleteIfExists(file)) {
                bytes.addAndGet(-attributes.size());
                removed[0]++;
            }
        });
        return removed[0];
    }

    /** What all scrapes take. */
    long bytes() {
        return bytes.get();
    }

    Path scrapes() {
        return scrapes;
    }
}
