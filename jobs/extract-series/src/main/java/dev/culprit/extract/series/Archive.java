package dev.culprit.extract.series;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Nullable;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.scrapes.ArchivePattern;
import dev.culprit.scrapes.ArchivePattern.Place;
import dev.culprit.scrapes.Target;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of one source: which target and time each stands for, and which the pattern does not match. */
final class Archive {
    /** A scrape from longer ago says little about what is new, whatever the interval. */
    private static final Duration SEED_AGE = Duration.ofHours(26);

    private final ScrapeSource source;
    private final SortedMap<Target, List<ScrapeFile>> files = new TreeMap<>();
    private final List<String> unmatched = new ArrayList<>();
    private @Nullable Instant first;
    private @Nullable Instant last;

    private Archive(ScrapeSource source) {
        this.source = source;
    }

    /** The pattern of a source, checked. */
    static ArchivePattern pattern(ScrapeSource source) {
        Set<String> given = new HashSet<>();
        if (source.namespace() != null) {
            given.add("namespace");
        }
        if (source.container() != null) {
            given.add("container");
        }
        return ArchivePattern.parse(source.pattern(), given);
    }

    /**
     * Lists the source, everything below its folder.
     *
     * @throws CulpritException when the folder does not exist, cannot be listed, or holds no file that matches
     */
    static Archive list(ScrapeSource source, Configuration configuration) {
        ArchivePattern pattern = pattern(source);
        Archive archive = new Archive(source);
        try {
            Path given = new Path(source.path());
            FileSystem fileSystem = given.getFileSystem(configuration);
            Path folder = fileSystem.makeQualified(given);
            if (!fileSystem.getFileStatus(folder).isDirectory()) {
                throw archive.failed("is not a folder");
            }
            RemoteIterator<LocatedFileStatus> listed = fileSystem.listFiles(folder, true);
            while (listed.hasNext()) {
                LocatedFileStatus file = listed.next();
                if (!isChecksum(file.getPath())) {
                    archive.add(folder, file, pattern);
                }
            }
        } catch (FileNotFoundException none) {
            throw archive.failed("does not exist");
        } catch (IOException | IllegalArgumentException failure) {
            throw archive.failed("cannot be listed: " + failure.getMessage());
        }
        archive.check();
        Collections.sort(archive.unmatched);
        archive.files.values().forEach(scrapes -> scrapes.sort(ScrapeFile.BY_TIME));
        return archive;
    }

    /** Hadoop's own, beside files that it wrote. */
    private static boolean isChecksum(Path file) {
        return file.getName().startsWith(".") && file.getName().endsWith(".crc");
    }

    private void add(Path folder, LocatedFileStatus file, ArchivePattern pattern) {
        String name = relative(folder, file.getPath());
        Optional<Place> matched = pattern.match(name);
        if (matched.isEmpty()) {
            unmatched.add(name);
            return;
        }
        Place place = matched.get();
        first = first == null || place.time().isBefore(first) ? place.time() : first;
        last = last == null || place.time().isAfter(last) ? place.time() : last;
        files.computeIfAbsent(target(place), target -> new ArrayList<>())
                .add(new ScrapeFile(file.getPath().toString(), name, file.getLen(), place.time()));
    }

    private static String relative(Path folder, Path file) {
        String root = folder.toUri().getPath();
        String path = file.toUri().getPath();
        return path.substring(root.endsWith("/") ? root.length() : root.length() + 1);
    }

    private Target target(Place place) {
        return new Target(
                source.cluster(),
                either(place.namespace(), source.namespace()),
                either(place.workload(), source.workload()),
                place.pod(),
                either(place.container(), source.container()));
    }

    private static @Nullable String either(@Nullable String named, @Nullable String constant) {
        return named != null ? named : constant;
    }

    private void check() {
        if (files.isEmpty() && unmatched.isEmpty()) {
            throw failed("holds no file");
        }
        if (files.isEmpty()) {
            throw failed("holds %,d files, none of which matches the pattern \"%s\", for example %s"
                    .formatted(
                            unmatched.size(),
                            Text.printable(source.pattern(), 200),
                            Text.printable(Collections.min(unmatched), 200)));
        }
    }

    private CulpritException failed(String what) {
        return new CulpritException("environment %s: scrapes.path %s %s"
                .formatted(source.environment(), Text.printable(source.path(), 200), Text.printable(what, 700)));
    }

    /** The days of the period on which the source has scrapes, each with its targets in order. */
    SortedMap<LocalDate, List<TargetDay>> days(Period period) {
        SortedMap<LocalDate, List<TargetDay>> days = new TreeMap<>();
        files.forEach((target, scrapes) -> {
            SortedMap<LocalDate, List<ScrapeFile>> ofTarget = new TreeMap<>();
            Map<LocalDate, ScrapeFile> seeds = new TreeMap<>();
            ScrapeFile before = null;
            for (ScrapeFile scrape : scrapes) {
                if (period.contains(scrape.time())) {
                    LocalDate date = Period.dateOf(scrape.time());
                    if (!ofTarget.containsKey(date)
                            && before != null
                            && !before.time().plus(SEED_AGE).isBefore(scrape.time())) {
                        seeds.put(date, before);
                    }
                    ofTarget.computeIfAbsent(date, day -> new ArrayList<>()).add(scrape);
                }
                before = scrape;
            }
            ofTarget.forEach((date, ofDay) -> days.computeIfAbsent(date, day -> new ArrayList<>())
                    .add(new TargetDay(target, seeds.get(date), List.copyOf(ofDay))));
        });
        return days;
    }

    ScrapeSource source() {
        return source;
    }

    /** Files that the pattern does not match, below the source's folder, sorted. */
    List<String> unmatched() {
        return unmatched;
    }

    /** Time of the first scrape of all. */
    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }
}
