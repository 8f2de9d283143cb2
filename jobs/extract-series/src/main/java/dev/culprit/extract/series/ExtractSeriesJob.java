package dev.culprit.extract.series;

import static java.util.stream.Collectors.groupingBy;

import dev.culprit.extract.series.BundleResult.Counts;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.extract.series.archive.DayPart;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobLauncher;
import dev.culprit.model.JobSummary;
import dev.culprit.model.JobSummary.Figures;
import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.StagedFile;
import dev.culprit.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads archives of series and leaves the tables {@code series}, {@code scrapes} and {@code families}: one pass, without a
 * shuffle, since all that is asked of a target is asked of one day of it. Works on whole days: each day that the period
 * touches and on which an environment has scrapes is replaced; a day without any keeps what the tables have, so that an
 * archive that was cleaned up does not empty them. What of an archive cannot be read is in {@code unread_scrapes},
 * under the period's last day.
 */
public final class ExtractSeriesJob {
    private static final Logger LOG = LoggerFactory.getLogger(ExtractSeriesJob.class);

    private ExtractSeriesJob() {}

    public static void main(String[] arguments) {
        JobLauncher.run("extract-series", arguments);
    }

    /**
     * Runs the job.
     *
     * @param warehouse any path that Hadoop's file systems know
     * @throws ConfigurationException for a source that is configured badly
     * @throws CulpritException for an archive that is not there or holds nothing of use, after the other sources were read;
     *     and when no source has a scrape in the period
     */
    public static JobSummary run(
            JavaSparkContext spark, String warehouse, List<? extends ArchiveSource> sources, Period requested) {
        return run(spark, warehouse, sources, requested, PartTask.MIN_BYTES);
    }

    /** @param minPart bytes below which a part of a day is not worth a task */
    static JobSummary run(
            JavaSparkContext spark,
            String warehouse,
            List<? extends ArchiveSource> sources,
            Period requested,
            long minPart) {
        Period period = requested.wholeDays();
        if (sources.isEmpty()) {
            throw new ConfigurationException("no environment has scrapes: set scrapes.path of one");
        }
        Configuration configuration = spark.hadoopConfiguration();
        sources.forEach(ArchiveSource::check);
        List<CulpritException> failures = new ArrayList<>();
        List<Archive> archives = list(sources, configuration, failures);
        Warehouse tables = new Warehouse(warehouse, configuration);
        KeptDays kept = new KeptDays(tables, Instant.now());
        Map<Partition, List<TargetDay>> days = days(archives, period, kept);
        try (Publication publication = tables.publication("extract-series")) {
            BundleTask task = BundleTask.of(publication.stagingFolder(), configuration);
            List<BundleResult> results = read(spark, task, days, minPart);
            Map<Partition, List<BundleResult>> byPartition =
                    results.stream().collect(groupingBy(BundleResult::partition));
            byPartition.forEach((partition, ofPartition) -> {
                publication.replace(Table.SCRAPES, partition, files(ofPartition, BundleResult::scrapesFile));
                publication.replace(Table.SERIES, partition, files(ofPartition, BundleResult::seriesFile));
                publication.replace(Table.FAMILIES, partition, files(ofPartition, BundleResult::familiesFile));
                kept.note(publication, partition, ofPartition);
            });
            unread(archives, results)
                    .forEach((environment, rows) -> publication.write(
                            Table.UNREAD_SCRAPES, new Partition(environment, period.lastDay()), rows));
            publication.publish();
            if (!failures.isEmpty()) {
                throw CulpritException.all(failures);
            }
            return summary(archives, days, results, kept.kept());
        }
    }

    /** One environment's missing archive must not cost the others theirs: it is reported when they are done. */
    private static List<Archive> list(
            List<? extends ArchiveSource> sources, Configuration configuration, List<CulpritException> failures) {
        List<Archive> archives = new ArrayList<>();
        for (ArchiveSource source : sources) {
            try {
                archives.add(source.list(configuration));
            } catch (CulpritException failure) {
                failures.add(failure);
            }
        }
        if (archives.isEmpty()) {
            throw CulpritException.all(failures);
        }
        return archives;
    }

    private static Map<Partition, List<TargetDay>> days(List<Archive> archives, Period period, KeptDays kept) {
        Map<Partition, List<TargetDay>> days =
                new TreeMap<>(Comparator.comparing(Partition::environment).thenComparing(Partition::date));
        for (Archive archive : archives) {
            String environment = archive.environment();
            SortedMap<LocalDate, List<TargetDay>> found = new TreeMap<>();
            for (Period part : kept.due(archive, period)) {
                SortedMap<LocalDate, List<TargetDay>> ofPart = archive.days(part);
                if (ofPart.isEmpty()) {
                    LOG.warn(
                            "environment {}: no scrape from {} to {}; the archive covers {} to {}",
                            environment,
                            part.from(),
                            part.to(),
                            archive.first(),
                            archive.last());
                }
                // Only of the period's own beginning is nothing in the tables.
                @Nullable String beginning = part.from().equals(period.from()) ? archive.beginning(ofPart, part) : null;
                if (beginning != null) {
                    LOG.warn(beginning);
                }
                found.putAll(ofPart);
            }
            found.forEach((date, targets) -> days.computeIfAbsent(
                            new Partition(environment, date), partition -> new ArrayList<>())
                    .addAll(targets));
        }
        days.values().forEach(targets -> targets.sort(Comparator.comparing(TargetDay::target)));
        if (days.isEmpty() && kept.kept() == 0) {
            Instant first = archives.stream()
                    .map(Archive::first)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            Instant last = archives.stream()
                    .map(Archive::last)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            throw new CulpritException(
                    "no scrape from %s to %s: the archives cover %s to %s, choose a period in it with --from and --to"
                            .formatted(period.from(), period.to(), first, last));
        }
        return days;
    }

    private static List<BundleResult> read(
            JavaSparkContext spark, BundleTask bundleTask, Map<Partition, List<TargetDay>> days, long minPart) {
        long bytes = days.values().stream()
                .flatMap(List::stream)
                .mapToLong(TargetDay::bytes)
                .sum();
        int cores = spark.defaultParallelism();
        List<PartTask> parts = new ArrayList<>();
        Map<TargetDay, List<PartTask>> ofDay = new LinkedHashMap<>();
        days.values().stream().flatMap(List::stream).forEach(day -> {
            for (DayPart part : PartTask.parts(day, bytes, cores, minPart)) {
                PartTask task = new PartTask(part, parts.size());
                parts.add(task);
                ofDay.computeIfAbsent(day, split -> new ArrayList<>()).add(task);
            }
        });
        if (!parts.isEmpty()) {
            List<String> written = BundleRun.parts(spark, bundleTask, parts);
            days.replaceAll((partition, whole) -> whole.stream()
                    .map(day -> ofDay.containsKey(day)
                            ? day.joined(ofDay.get(day).stream()
                                    .map(part -> written.get(part.number()))
                                    .toList())
                            : day)
                    .toList());
        }
        long targetBytes = Bundle.targetBytes(bytes, cores);
        // The heaviest first: a long task that starts last keeps all other cores waiting.
        List<Bundle> bundles = days.entrySet().stream()
                .flatMap(day -> Bundle.split(day.getKey(), day.getValue(), targetBytes).stream())
                .sorted(Comparator.comparingLong(Bundle::bytes).reversed())
                .toList();
        return new BundleRun(spark, bundleTask, bundles).results();
    }

    private static List<StagedFile> files(List<BundleResult> results, Function<BundleResult, StagedFile> file) {
        return results.stream().map(file).filter(Objects::nonNull).toList();
    }

    private static Map<String, List<UnreadRow>> unread(List<Archive> archives, List<BundleResult> results) {
        Map<String, List<UnreadRow>> unread = new TreeMap<>();
        for (Archive archive : archives) {
            List<UnreadRow> rows = unread.computeIfAbsent(archive.environment(), environment -> new ArrayList<>());
            rows.addAll(archive.unread());
        }
        results.forEach(result -> unread.get(result.partition().environment()).addAll(result.leftOut()));
        return unread;
    }

    static JobSummary summary(
            List<Archive> archives, Map<Partition, List<TargetDay>> days, List<BundleResult> results, int kept) {
        Counts counts = results.stream().map(BundleResult::counts).reduce(Counts.NONE, Counts::plus);
        Set<List<Object>> targets = new HashSet<>();
        days.forEach((partition, ofDay) ->
                ofDay.forEach(day -> targets.add(List.of(partition.environment(), day.target()))));
        long unmatched = archives.stream().mapToLong(Archive::unmatched).sum();
        JobSummary summary = new JobSummary(
                "extract-series",
                List.of(
                        figure(counts.scrapes(), "scrapes"),
                        figure(counts.partial(), "partial"),
                        figure(counts.rejected(), "rejected"),
                        figure(unmatched, "unmatched files"),
                        figure(targets.size(), "targets"),
                        figure(counts.seriesRows(), "series rows")),
                new Figures(
                        counts.scrapes() + unmatched,
                        counts.scrapes() + counts.seriesRows() + counts.familyRows(),
                        counts.rejected() + unmatched));
        return kept == 0 ? summary : summary.and(figure(kept, "days kept"));
    }

    private static String figure(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, noun);
    }
}
