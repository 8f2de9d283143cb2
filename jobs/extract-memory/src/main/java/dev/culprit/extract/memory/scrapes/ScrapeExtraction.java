package dev.culprit.extract.memory.scrapes;

import dev.culprit.extract.memory.readings.DayStager;
import dev.culprit.extract.memory.readings.SkippedInput;
import dev.culprit.extract.memory.samples.DayMemory;
import dev.culprit.extract.memory.samples.DayMemory.ProcessMemory;
import dev.culprit.extract.memory.samples.DaySeries;
import dev.culprit.extract.memory.samples.PodOwners;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.scrapefiles.ScrapeFile;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeListing;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.Subject;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.warehouse.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one archive's memory and stages it day by day. */
final class ScrapeExtraction {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeExtraction.class);

    private final ScrapeFolder folder;
    private final Extraction extraction;
    private final SubjectLabels labels;
    private final SkippedInput skipped = new SkippedInput();
    private long bodies;

    ScrapeExtraction(ScrapeFolder folder, Extraction extraction) {
        this.folder = folder;
        this.extraction = extraction;
        this.labels = SubjectLabels.of(folder.cluster(), Map.of());
    }

    /** @throws CulpritException where there is no memory of the period */
    Outcome run(Publication publication) {
        Period period = extraction.period();
        ScrapeListing listing = ScrapeListing.of(folder, extraction.configuration());
        DayStager stager = new DayStager(folder.environment(), ScrapeMemory.ROWS, folder.path(), publication, skipped);
        Map<LocalDate, SortedMap<Container, List<ScrapeFile>>> days = byDay(listing);
        for (LocalDate day : period.days()) {
            read(day, days.getOrDefault(day, new TreeMap<>()), stager);
            stager.endOfDay(day);
        }
        if (stager.rows() == 0) {
            throw new CulpritException("environment %s: scrapes.path %s %s"
                    .formatted(
                            folder.environment(),
                            Text.printable(folder.path(), 200),
                            Text.printable(why(listing, period), 700)));
        }
        LOG.info("{}: {} bodies, {} memory rows", folder.environment(), bodies, stager.rows());
        publication.write(Table.UNREAD_MEMORY, new Partition(folder.environment(), period.lastDay()), skipped.rows());
        return new Outcome(stager.rows(), skipped.count(), 0, 0);
    }

    private String why(ScrapeListing listing, Period period) {
        if (bodies == 0) {
            return "has no scrape from %s to %s, but from %s to %s: choose a period in it with --from and --to"
                    .formatted(period.from(), period.to(), listing.first(), listing.last());
        }
        return ("tells no memory in %,d bodies from %s to %s: there must be process_resident_memory_bytes or Envoy's"
                        + " envoy_server_memory_physical_size of the targets, or container_memory_working_set_bytes of cAdvisor;"
                        + " else choose another memory.source")
                .formatted(bodies, period.days().get(0), period.lastDay());
    }

    private Map<LocalDate, SortedMap<Container, List<ScrapeFile>>> byDay(ScrapeListing listing) {
        Map<LocalDate, SortedMap<Container, List<ScrapeFile>>> days = new TreeMap<>();
        listing.files()
                .forEach((target, files) ->
                        files.forEach(file -> days.computeIfAbsent(Period.dateOf(file.time()), none -> new TreeMap<>())
                                .computeIfAbsent(target, none -> new ArrayList<>())
                                .add(file)));
        return days;
    }

    private void read(LocalDate day, SortedMap<Container, List<ScrapeFile>> targets, DayStager stager) {
        List<TargetMemory> read = targets.entrySet().parallelStream()
                .map(target ->
                        TargetMemory.read(target.getKey(), target.getValue(), folder, extraction.configuration()))
                .toList();
        Instant midnight = Period.startOf(day);
        Map<Subject, ProcessMemory> processes = new TreeMap<>(TargetMemory.BY_NAME);
        List<SeriesSource> series = new ArrayList<>();
        for (TargetMemory target : read) {
            bodies += target.bodies();
            series.add(target.series());
            target.processes().forEach((subject, memory) -> processes.merge(subject, memory, TargetMemory::joined));
            target.unread().forEach(row -> skipped.add(row.file(), row.position(), row.reason(), row.count()));
        }
        try {
            new DayMemory(
                            new DaySeries(
                                    series,
                                    midnight.toEpochMilli(),
                                    Period.startOf(day.plusDays(1)).toEpochMilli() - 1),
                            labels,
                            PodOwners.find(series),
                            skipped,
                            stager)
                    .read(processes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
