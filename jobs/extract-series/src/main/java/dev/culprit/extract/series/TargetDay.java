package dev.culprit.extract.series;

import dev.culprit.model.Nullable;
import dev.culprit.scrapes.Target;
import java.io.Serializable;
import java.util.List;

/**
 * The scrapes of one target on one UTC day, by time.
 *
 * @param seed the last scrape before them, where it is not too old: tells what is a birth and what a restart at midnight
 */
record TargetDay(
        Target target, @Nullable ScrapeFile seed, List<ScrapeFile> files, ScrapeSource.Reading reading)
        implements Serializable {
    long bytes() {
        return files.stream().mapToLong(ScrapeFile::bytes).sum();
    }
}
