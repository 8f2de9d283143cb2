package dev.culprit.app;

import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.app.capture.Sizes;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What the sources of a configuration see: targets, days, sizes. Lists, and opens only what must be opened to be listed. */
final class SourceSurvey {
    /** By hand: some seconds of listing. */
    private static final int MOST_FILES = 100_000;

    private static final int LONGEST = 300;

    private final Configuration hadoop;
    private final Period period;
    private final List<String> facts = new ArrayList<>();
    /** Of one fault that both sources have, one line. */
    private final Set<String> missing = new LinkedHashSet<>();

    SourceSurvey(Configuration hadoop, Period period) {
        this.hadoop = hadoop;
        this.period = period;
    }

    /** Lines for people. */
    record Seen(List<String> facts, List<String> missing) {}

    Seen of(Settings settings) {
        facts.add("period %s to %s".formatted(period.from(), period.to()));
        for (EnvironmentSettings environment : settings.environments()) {
            if (environment.memory() != null) {
                memory(environment.name(), environment.memory());
            }
            if (environment.scrapes() != null) {
                scrapes(environment.name(), environment.scrapes());
            }
        }
        warehouse(settings);
        return new Seen(facts, List.copyOf(missing));
    }

    private void memory(String environment, MemorySource source) {
        if (source.paths().isEmpty()) {
            try {
                source.check();
                facts.add("%s: memory by a service, which lets itself be asked".formatted(environment));
            } catch (CulpritException refused) {
                missing.add(String.valueOf(refused.getMessage()));
            }
        }
        for (String path : source.paths()) {
            try {
                facts.add("%s: memory in %s: %s"
                        .formatted(environment, Text.printable(path, LONGEST), files(new Path(path))));
            } catch (FileNotFoundException none) {
                missing.add("%s: memory in %s: nothing is there".formatted(environment, Text.printable(path, LONGEST)));
            } catch (IOException | RuntimeException failure) { // runtime: a file system whose class is missing
                missing.add("%s: memory in %s cannot be listed: %s"
                        .formatted(
                                environment,
                                Text.printable(path, LONGEST),
                                Text.printable(String.valueOf(failure.getMessage()), LONGEST)));
            }
        }
    }

    private String files(Path path) throws IOException {
        FileSystem fileSystem = path.getFileSystem(hadoop);
        FileStatus[] roots = fileSystem.globStatus(path);
        if (roots == null || roots.length == 0) {
            throw new FileNotFoundException(path.toString());
        }
        long count = 0;
        long bytes = 0;
        for (FileStatus root : roots) {
            RemoteIterator<LocatedFileStatus> listed = fileSystem.listFiles(root.getPath(), true);
            while (listed.hasNext() && count < MOST_FILES) {
                LocatedFileStatus file = listed.next();
                count++;
                bytes += file.getLen();
            }
        }
        return "%s%s, %s"
                .formatted(count == MOST_FILES ? "more than " : "", Text.counted(count, "file"), Sizes.format(bytes));
    }

    private void scrapes(String environment, ArchiveSource source) {
        try {
            source.check();
            Archive archive = source.list(hadoop);
            // Once, as some archives are asked for it over a network.
            var byDay = archive.days(period);
            List<TargetDay> days = byDay.values().stream().flatMap(List::stream).toList();
            facts.add("%s: series from %s to %s in all; in the period %s on %s, %s"
                    .formatted(
                            environment,
                            archive.first(),
                            archive.last(),
                            Text.counted(
                                    days.stream()
                                            .map(TargetDay::target)
                                            .distinct()
                                            .count(),
                                    "target"),
                            Text.counted(byDay.size(), "day"),
                            Sizes.format(
                                    days.stream().mapToLong(TargetDay::bytes).sum())));
            if (days.isEmpty()) {
                missing.add("%s: series of the period: choose another one with --from and --to".formatted(environment));
            }
        } catch (CulpritException failure) {
            missing.add(String.valueOf(failure.getMessage()));
        }
    }

    private void warehouse(Settings settings) {
        try {
            Warehouse warehouse = new Warehouse(settings.warehouse(), hadoop);
            for (EnvironmentSettings environment : settings.environments()) {
                List<LocalDate> memory = warehouse.dates(Table.CONTAINER_MEMORY, environment.name());
                List<LocalDate> series = warehouse.dates(Table.SERIES, environment.name());
                List<LocalDate> findings = warehouse.dates(Table.FINDINGS, environment.name());
                facts.add("warehouse %s, %s: memory %s; series %s; findings %s"
                        .formatted(warehouse, environment.name(), span(memory), span(series), span(findings)));
                if (environment.memory() == null
                        && environment.scrapes() == null
                        && memory.isEmpty()
                        && series.isEmpty()) {
                    missing.add("%s: memory and scrapes: the configuration names none, and the warehouse has none"
                            .formatted(environment.name()));
                }
            }
        } catch (CulpritException failure) {
            missing.add(String.valueOf(failure.getMessage()));
        }
    }

    private static String span(List<LocalDate> dates) {
        return dates.isEmpty()
                ? "none"
                : "of %,d days, %s to %s".formatted(dates.size(), dates.get(0), dates.get(dates.size() - 1));
    }
}
