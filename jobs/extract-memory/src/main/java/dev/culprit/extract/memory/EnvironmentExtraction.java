package dev.culprit.extract.memory;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.model.Text;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Publication;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one environment's delivered files and stages its partitions. */
final class EnvironmentExtraction {
    /** A metric stream carries statistics over one minute, and the performance log has about one event a minute. */
    private static final int PERIOD_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentExtraction.class);

    private EnvironmentExtraction() {}

    /**
     * What an environment yielded.
     *
     * @param metricsRequested of CloudWatch's API, {@code calls} in how many calls
     */
    record Outcome(long rows, long unread, long ofOthers, long metricsRequested, long calls) {
        static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0);
    }

    static Outcome stage(DeliveredMemory source, Period period, Publication publication, Configuration configuration) {
        Sightings sightings = new Sightings(source);
        Unread unread = new Unread();
        DayBook book =
                new DayBook(source.environment(), source.kind(), source.path(), PERIOD_SECONDS, publication, unread);
        int files = new DeliveryReader(source, period.days(), configuration, sightings, unread).read(book);
        if (book.rows() == 0) {
            throw new CulpritException("environment %s: memory.path %s has no container memory for %s to %s: %s"
                    .formatted(
                            source.environment(),
                            Text.printable(source.path(), 200),
                            period.days().get(0),
                            period.lastDay(),
                            sightings.explain(period, unread)));
        }
        publication.write(Table.UNREAD_MEMORY, new Partition(source.environment(), period.lastDay()), unread.rows());
        LOG.info(
                "{}: {} files, {} memory rows, {} records left out",
                source.environment(),
                "%,d".formatted(files),
                "%,d".formatted(book.rows()),
                "%,d".formatted(unread.count()));
        return new Outcome(book.rows(), unread.count(), sightings.ofOthers(), 0, 0);
    }
}
