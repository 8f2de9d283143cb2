package dev.culprit.extract.series.text;

import dev.culprit.extract.series.archive.DayPart;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.Container;
import dev.culprit.scrapefiles.ScrapeFile;
import dev.culprit.scrapefiles.ScrapeFiles;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.scrapes.slice.SliceReplay;
import dev.culprit.scrapes.text.FederationReader;
import dev.culprit.scrapes.text.ScrapeReader;
import dev.culprit.scrapes.text.TargetReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of one target on one day, by time.
 *
 * @param seed the last scrape before them, where it is not too old: tells what is a birth and what a restart at midnight
 * @param slices what tasks have made of the files already, none where that is yet to be done
 */
record ScrapeDay(
        Container target, @Nullable ScrapeFile seed, List<ScrapeFile> files, ScrapeReading reading, List<String> slices)
        implements TargetDay {
    ScrapeDay(Container target, @Nullable ScrapeFile seed, List<ScrapeFile> files, ScrapeReading reading) {
        this(target, seed, files, reading, List.of());
    }

    @Override
    public long bytes() {
        return files.stream().mapToLong(ScrapeFile::bytes).sum();
    }

    /** Files that hold several targets are read whole: which sample is whose is known only by reading them. */
    @Override
    public List<DayPart> parts(long bytes) {
        return reading.labels().any() ? List.of() : List.copyOf(ScrapeDayPart.of(this, bytes));
    }

    @Override
    public TargetDay joined(List<String> written) {
        return new ScrapeDay(target, seed, files, reading, written);
    }

    @Override
    public void read(TargetRows rows, Configuration hadoop) {
        if (slices.isEmpty()) {
            readFiles(rows, hadoop);
        } else {
            replaySlices(rows, hadoop);
        }
    }

    private void readFiles(TargetRows rows, Configuration hadoop) {
        ScrapeReader reader = reader(rows);
        try (ScrapeFiles opened = new ScrapeFiles(hadoop, reading.limits())) {
            if (seed != null) {
                opened.open(seed, in -> reader.seed(seed.time(), in));
            }
            for (ScrapeFile scrape : files) {
                opened.open(scrape, in -> reader.read(scrape.time(), scrape.name(), in));
            }
        }
        reader.finish();
    }

    private ScrapeReader reader(TargetRows rows) {
        return reading.labels().any()
                ? new FederationReader(target, reading.labels(), reading.limits(), reading.strict(), rows)
                : new TargetReader(target, reading.limits(), reading.strict(), rows);
    }

    private void replaySlices(TargetRows rows, Configuration hadoop) {
        SliceReplay replay = new SliceReplay(target, reading.limits(), rows);
        for (String slice : slices) {
            try (InputStream in = ScrapeFiles.open(new Path(slice), hadoop)) {
                replay.replay(in);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        replay.finish();
    }
}
