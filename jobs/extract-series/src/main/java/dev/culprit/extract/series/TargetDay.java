package dev.culprit.extract.series;

import dev.culprit.model.Container;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scrapes of one target on one UTC day, by time.
 *
 * @param seed the last scrape before them, where it is not too old: tells what is a birth and what a restart at midnight
 * @param slices what tasks have made of the files already, none where that is yet to be done
 */
record TargetDay(
        Container target,
        @Nullable ScrapeFile seed,
        List<ScrapeFile> files,
        ScrapeSource.Reading reading,
        List<String> slices)
        implements Serializable {
    TargetDay(Container target, @Nullable ScrapeFile seed, List<ScrapeFile> files, ScrapeSource.Reading reading) {
        this(target, seed, files, reading, List.of());
    }

    TargetDay withSlices(List<String> written) {
        return new TargetDay(target, seed, files, reading, written);
    }

    long bytes() {
        return files.stream().mapToLong(ScrapeFile::bytes).sum();
    }
}
