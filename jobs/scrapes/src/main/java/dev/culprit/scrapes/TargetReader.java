package dev.culprit.scrapes;

import dev.culprit.model.Container;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;

/** Reads the scrapes of one target. */
public final class TargetReader implements ScrapeReader {
    private final Lifetimes lifetimes;
    private final SeriesIdentity identity;
    private final BodyScanner scanner;
    private final ScrapeColumns columns = new ScrapeColumns();

    /** @param strict whether a file with a line that cannot be read is rejected whole, as Prometheus does */
    public TargetReader(Container target, ScanLimits limits, boolean strict, TargetRows rows) {
        Spellings spellings = new Spellings();
        this.lifetimes = new Lifetimes(target, rows, limits, Set.of(), spellings);
        this.identity = new SeriesIdentity(limits);
        this.scanner = new BodyScanner(spellings, limits, strict, new BodyScanner.Listener() {
            @Override
            public boolean isPlain(byte[] bytes, int from, int to) {
                return identity.isPlain(bytes, from, to);
            }

            @Override
            public int series(byte[] bytes, int from, int to, int spelling) throws MalformedLineException {
                long id = identity.of(bytes, from, to);
                return lifetimes.series(id, identity.metric(), spelling);
            }

            @Override
            public void type(String name, String type) {
                lifetimes.declare(name, type);
            }
        });
    }

    @Override
    public void seed(Instant time, InputStream file) {
        ScanOutcome outcome = scanner.scan(file, columns);
        lifetimes.seed(time, outcome, columns);
    }

    @Override
    public void read(Instant time, String name, InputStream file) {
        ScanOutcome outcome = scanner.scan(file, columns);
        lifetimes.take(time, name, outcome, columns);
        scanner.recall(lifetimes.compacted());
    }

    @Override
    public void finish() {
        lifetimes.finish();
    }
}
