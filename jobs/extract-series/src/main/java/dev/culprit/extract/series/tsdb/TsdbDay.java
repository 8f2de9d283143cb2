package dev.culprit.extract.series.tsdb;

import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.extract.series.samples.DaySamples;
import dev.culprit.extract.series.samples.SeriesDay;
import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.tsdb.OpenFolder;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.series.SeriesSource;
import dev.culprit.tsdb.targets.Endpoints;
import dev.culprit.tsdbfiles.BlockPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * One target's series on one day.
 *
 * @param endpoints its addresses
 * @param folder the blocks that reach into the day or the time before it, and the head
 * @param observes whether it keeps the other targets' series too
 */
record TsdbDay(Container target, Endpoints endpoints, OpenFolder folder, LocalDate day, boolean observes, long bytes)
        implements TargetDay {
    @Override
    public void read(TargetRows rows, Configuration hadoop) {
        try {
            BlockFiles files = BlockPlaces.of(folder.path(), hadoop);
            new SeriesDay(target, endpoints, day, new OfFolder(folder, files), rows, observes).read();
        } catch (IOException failure) {
            throw unreadable(failure);
        } catch (UncheckedIOException failure) {
            throw unreadable(failure);
        }
    }

    private record OfFolder(OpenFolder folder, BlockFiles files) implements DaySamples {
        @Override
        public String name() {
            return folder.path();
        }

        @Override
        public List<SeriesSource> ups(long from, long to) throws IOException {
            return folder.sources(files);
        }

        @Override
        public List<SeriesSource> all(long from, long to) throws IOException {
            return folder.sources(files);
        }
    }

    private CulpritException unreadable(Exception failure) {
        return new CulpritException(
                "%s cannot be read any more: %s; run again, or give a snapshot"
                        .formatted(
                                Text.printable(folder.path(), 300),
                                Text.printable(String.valueOf(failure.getMessage()), 300)),
                failure);
    }
}
