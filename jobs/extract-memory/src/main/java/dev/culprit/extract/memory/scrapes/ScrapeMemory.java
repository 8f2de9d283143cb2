package dev.culprit.extract.memory.scrapes;

import dev.culprit.extract.memory.readings.RowTraits;
import dev.culprit.extract.memory.readings.SamePeriod;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.warehouse.Publication;
import java.util.List;

/** What archived scrapes tell of memory: cAdvisor's and kube-state-metrics', and else the scraped processes' own. */
public record ScrapeMemory(ScrapeFolder folder) implements MemorySource {
    /** Bound without a folder, which is that of the environment's scrapes: {@link #in}. */
    public static final SourceType TYPE = new SourceType("scrapes", ScrapeMemory::bind);

    /** By the minute, as the other sources. */
    static final RowTraits ROWS = new RowTraits(TYPE.word(), 60, SamePeriod.MEAN);

    private static ScrapeMemory bind(String environment, SourceKeys none) {
        return new ScrapeMemory(ScrapeFolder.of(environment, "", ScrapeFolder.DEFAULT_PATTERN));
    }

    /** The same, of the scrapes of a folder. */
    public ScrapeMemory in(ScrapeFolder scrapes) {
        return new ScrapeMemory(scrapes);
    }

    @Override
    public String environment() {
        return folder.environment();
    }

    @Override
    public List<String> paths() {
        return List.of(folder.path());
    }

    @Override
    public void check() {
        folder.parsedPattern();
    }

    @Override
    public Outcome extract(Extraction extraction, Publication publication) {
        return new ScrapeExtraction(folder, extraction).run(publication);
    }
}
