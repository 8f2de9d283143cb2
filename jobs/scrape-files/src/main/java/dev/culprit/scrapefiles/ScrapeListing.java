package dev.culprit.scrapefiles;

import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.LocalTree;
import dev.culprit.model.Text;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.container.ArchiveEntries;
import dev.culprit.scrapes.container.ArchiveEntries.Entry;
import dev.culprit.scrapes.container.ArchivePattern;
import dev.culprit.scrapes.container.ArchivePattern.Place;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one source: which target and time each stands for, and which the pattern does not match. */
public final class ScrapeListing {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeListing.class);
    private static final int UNMATCHED_IN_LOG = 10;
    /** By hand: one that fits is mostly the first. */
    private static final int NAMES_TRIED = 100;
    /** A pattern and a name, twice. */
    private static final int LONGEST_FAULT = 1_200;

    private static final int UNMATCHED_IN_TABLE = 10_000;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final ScrapeFolder source;
    private final SortedMap<Container, List<ScrapeFile>> files = new TreeMap<>();
    private final List<String> unmatched = new ArrayList<>();
    private final List<UnreadRow> damaged = new ArrayList<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    private ScrapeListing(ScrapeFolder source) {
        this.source = source;
    }

    /**
     * Lists the source, everything below its folder.
     *
     * @throws CulpritException when the folder does not exist, cannot be listed, or holds no file that matches
     */
    public static ScrapeListing of(ScrapeFolder source, Configuration configuration) {
        ArchivePattern pattern = source.parsedPattern();
        ScrapeListing archive = new ScrapeListing(source);
        try {
            Path given = new Path(source.path());
            FileSystem fileSystem = given.getFileSystem(configuration);
            Path folder = fileSystem.makeQualified(given);
            FileStatus status = fileSystem.getFileStatus(folder);
            if (status.isDirectory()) {
                archive.addAll(fileSystem, folder, pattern, configuration);
            } else if (ArchiveEntries.isContainer(folder.getName())) {
                archive.addEntries("", folder, pattern, configuration);
            } else {
                throw archive.failed("is neither a folder nor a tar or zip");
            }
        } catch (FileNotFoundException none) {
            throw archive.failed("does not exist");
        } catch (IOException | IllegalArgumentException failure) {
            throw archive.failed("cannot be listed: " + failure.getMessage());
        }
        archive.check();
        Collections.sort(archive.unmatched);
        archive.files.values().forEach(scrapes -> scrapes.sort(ScrapeFile.BY_TIME));
        archive.logUnread();
        return archive;
    }

    /**
     * Adds all files below the folder. An object store lists a whole prefix at once. Of a local file Hadoop would ask a process of its
     * own ({@code ls}) for permissions that way, and it follows links in circles; so local folders are walked here.
     */
    private void addAll(FileSystem fileSystem, Path folder, ArchivePattern pattern, Configuration configuration)
            throws IOException {
        if (fileSystem.getScheme().equals("file")) {
            java.nio.file.Path root = java.nio.file.Path.of(folder.toUri().getPath());
            LocalTree.walk(root, new LocalFiles(root, folder, pattern, configuration));
            return;
        }
        RemoteIterator<LocatedFileStatus> listed = fileSystem.listFiles(folder, true);
        while (listed.hasNext()) {
            FileStatus file = listed.next();
            if (!isChecksum(file.getPath().getName())) {
                add(relative(folder, file.getPath()), file, pattern, configuration);
            }
        }
    }

    /** Adds what lies in a local folder. */
    private final class LocalFiles implements LocalTree.Visitor {
        private final java.nio.file.Path root;
        private final Path folder;
        private final ArchivePattern pattern;
        private final Configuration configuration;

        LocalFiles(java.nio.file.Path root, Path folder, ArchivePattern pattern, Configuration configuration) {
            this.root = root;
            this.folder = folder;
            this.pattern = pattern;
            this.configuration = configuration;
        }

        @Override
        public boolean wants(java.nio.file.Path path) {
            return !isChecksum(path.getFileName().toString());
        }

        @Override
        public void file(java.nio.file.Path path, BasicFileAttributes attributes) throws IOException {
            String name = name(path);
            // A name may hold a colon, which is none of a scheme.
            Path file = new Path(folder, new Path(null, null, name));
            long modified = attributes.lastModifiedTime().toMillis();
            add(name, new FileStatus(attributes.size(), false, 1, 0, modified, file), pattern, configuration);
        }

        @Override
        public void left(java.nio.file.Path path, String reason) {
            damaged.add(new UnreadRow(name(path), null, reason, 1));
        }

        private String name(java.nio.file.Path path) {
            return root.relativize(path).toString();
        }
    }

    /** Hadoop's own, beside files that it wrote. */
    private static boolean isChecksum(String name) {
        return name.startsWith(".") && name.endsWith(".crc");
    }

    private void add(String name, FileStatus file, ArchivePattern pattern, Configuration configuration)
            throws IOException {
        Instant modified = Instant.ofEpochMilli(file.getModificationTime());
        if (!add(name, file.getPath(), ScrapeFile.ALONE, file.getLen(), modified, pattern)) {
            if (ArchiveEntries.isContainer(name)) {
                addEntries(name + "/", file.getPath(), pattern, configuration);
            } else {
                unmatched.add(name);
            }
        }
    }

    /** A tar or zip is a folder to the pattern. Damage is reported, and what comes before it is read. */
    private void addEntries(String prefix, Path file, ArchivePattern pattern, Configuration configuration)
            throws IOException {
        EntrySpools.OF_PROCESS.forget(file.toString());
        ScanLimits limits = source.reading().limits();
        InputStream opened = ScrapeFiles.open(file, configuration);
        try (ArchiveEntries entries = ArchiveEntries.open(file.getName(), opened, limits)) {
            int number = 0;
            for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
                long bytes = entries.skipContent();
                String name = prefix + entry.name();
                if (!add(name, file, number++, bytes, entry.modified(), pattern)) {
                    unmatched.add(name);
                }
            }
        } catch (UncheckedIOException medium) {
            throw medium.getCause();
        } catch (EOFException | ZipException damaged) {
            this.damaged.add(new UnreadRow(
                    prefix.isEmpty() ? file.getName() : prefix.substring(0, prefix.length() - 1),
                    null,
                    "damaged: " + damaged.getMessage(),
                    1));
        }
    }

    /** @return whether the pattern knows the name */
    private boolean add(
            String name, Path path, int entry, long bytes, @Nullable Instant modified, ArchivePattern pattern) {
        Optional<Place> matched = pattern.match(name);
        if (matched.isEmpty()) {
            return false;
        }
        Place place = matched.get();
        Instant time = place.time() != null ? place.time() : modified;
        if (time == null || time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            damaged.add(new UnreadRow(name, null, "time of modification is none from 1970 to 9999", 1));
            return true;
        }
        first = time.isBefore(first) ? time : first;
        last = time.isAfter(last) ? time : last;
        files.computeIfAbsent(target(place), target -> new ArrayList<>())
                .add(new ScrapeFile(path.toString(), entry, name, bytes, time));
        return true;
    }

    private static String relative(Path folder, Path file) {
        String root = folder.toUri().getPath();
        String path = file.toUri().getPath();
        return path.substring(root.endsWith("/") ? root.length() : root.length() + 1);
    }

    private Container target(Place place) {
        return new Container(
                source.environment(),
                source.cluster(),
                orLabel(either(place.namespace(), source.namespace())),
                either(place.workload(), source.workload()),
                orLabel(place.pod()),
                orLabel(either(place.container(), source.container())));
    }

    /** The pattern is checked: what neither it nor a constant names is in the body. */
    private static String orLabel(@Nullable String named) {
        return named == null ? "" : named;
    }

    private static @Nullable String either(@Nullable String named, @Nullable String constant) {
        return named != null ? named : constant;
    }

    private void check() {
        if (files.isEmpty() && unmatched.isEmpty() && !damaged.isEmpty()) {
            throw failed("holds nothing that can be read, for example %s: %s"
                    .formatted(damaged.get(0).file(), damaged.get(0).reason()));
        }
        if (files.isEmpty() && unmatched.isEmpty()) {
            throw failed("holds no file");
        }
        if (files.isEmpty()) {
            throw failed("holds %s, none of which matches the pattern \"%s\", for example %s%s"
                    .formatted(
                            Text.counted(unmatched.size(), "file"),
                            Text.printable(source.pattern(), 200),
                            Text.printable(Collections.min(unmatched), 200),
                            mend()));
        }
    }

    /** The pattern that was meant, where it is easily found. */
    private String mend() {
        ArchivePattern pattern = source.parsedPattern();
        for (String name : unmatched.stream().sorted().limit(NAMES_TRIED).toList()) {
            Optional<ArchivePattern> near = pattern.near(name);
            if (near.isPresent()) {
                String first = name.split("/", 2)[0];
                return ": scrapes.pattern = \"%s\" matches %s%s"
                        .formatted(
                                Text.printable(near.get().toString(), 200),
                                Text.printable(name, 200),
                                near.get().toString().equals("{*}/" + source.pattern())
                                                && ArchiveEntries.isContainer(first)
                                        ? "; so does yours, with scrapes.path = .../" + Text.printable(first, 100)
                                        : "");
            }
        }
        return "";
    }

    private CulpritException failed(String what) {
        return new CulpritException("environment %s: scrapes.path %s %s"
                .formatted(
                        source.environment(), Text.printable(source.path(), 200), Text.printable(what, LONGEST_FAULT)));
    }

    /** The scrapes of each target, by time. */
    public SortedMap<Container, List<ScrapeFile>> files() {
        return files;
    }

    private void logUnread() {
        if (!unmatched.isEmpty()) {
            LOG.warn(
                    "environment {}: the pattern \"{}\" leaves out {}",
                    source.environment(),
                    Text.printable(source.pattern(), 200),
                    Text.counted(unmatched.size(), "file"));
            unmatched.stream()
                    .limit(UNMATCHED_IN_LOG)
                    .forEach(file -> LOG.warn("  does not match: {}", Text.printable(file, 200)));
        }
        damaged.forEach(row -> LOG.warn(
                "environment {}: {}: {}",
                source.environment(),
                Text.printable(row.file(), 200),
                Text.printable(row.reason(), 200)));
    }

    /** Files that the pattern does not match, and tars and zips that cannot be read to their end. */
    public List<UnreadRow> unread() {
        List<UnreadRow> rows = new ArrayList<>();
        unmatched.stream()
                .limit(UNMATCHED_IN_TABLE)
                .forEach(file -> rows.add(new UnreadRow(file, null, UnreadRow.UNMATCHED, 1)));
        if (unmatched.size() > UNMATCHED_IN_TABLE) {
            rows.add(new UnreadRow("*", null, UnreadRow.UNMATCHED, unmatched.size() - UNMATCHED_IN_TABLE));
        }
        rows.addAll(damaged);
        return rows;
    }

    /** How many files the pattern does not match. */
    public long unmatched() {
        return unmatched.size();
    }

    /** Time of the first scrape of all. */
    public Instant first() {
        return first;
    }

    /** Time of the last scrape of all. */
    public Instant last() {
        return last;
    }
}
