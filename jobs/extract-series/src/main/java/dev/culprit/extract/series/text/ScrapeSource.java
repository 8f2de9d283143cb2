package dev.culprit.extract.series.text;

import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.ArchiveSource;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeListing;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** An archive of scrapes of one environment. */
public record ScrapeSource(ScrapeFolder folder) implements ArchiveSource, Serializable {
    @Override
    public String environment() {
        return folder.environment();
    }

    @Override
    public void check() {
        folder.parsedPattern();
    }

    @Override
    public List<String> paths() {
        return List.of(folder.path());
    }

    @Override
    public Archive list(Configuration hadoop) {
        return new ScrapeArchive(folder, ScrapeListing.of(folder, hadoop));
    }

    /** An archive whose paths tell all, read as by default. */
    public static ScrapeSource of(String environment, String path, String pattern) {
        return new ScrapeSource(ScrapeFolder.of(environment, path, pattern));
    }
}
