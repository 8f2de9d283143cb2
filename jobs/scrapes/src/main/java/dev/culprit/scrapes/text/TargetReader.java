package dev.culprit.scrapes.text;

import dev.culprit.model.Container;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.lifetime.ScrapeFeed;
import dev.culprit.scrapes.lifetime.TargetRows;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** Reads the scrapes of one target. */
public final class TargetReader implements ScrapeReader {
    private final ScrapeFeed feed;
    private final SeriesIdentity identity;
    private final SeriesTextNames names;
    private final BodyScanner scanner;
    private final ScrapeColumns columns = new ScrapeColumns();
    private SeriesTextTable texts = new SeriesTextTable();

    /** @param strict whether a file with a line that cannot be read is rejected whole, as Prometheus does */
    public TargetReader(Container target, ScanLimits limits, boolean strict, TargetRows rows) {
        FloatLabels floats = new FloatLabels();
        this.names = new SeriesTextNames(texts, limits, floats, Set.of());
        this.feed = new ScrapeFeed(target, limits.series(), names, rows);
        this.identity = new SeriesIdentity(limits, floats);
        this.scanner = new BodyScanner(texts, limits, strict, new BodyListener() {
            @Override
            public boolean isPlain(byte[] bytes, int from, int to) {
                return identity.isPlain(bytes, from, to);
            }

            @Override
            public int series(byte[] bytes, int from, int to, int text) throws MalformedLineException {
                long id = identity.of(bytes, from, to);
                int number = feed.series(
                        id, identity.metric(), text, () -> names.labels(Arrays.copyOfRange(bytes, from, to)));
                if (number == ScrapeFeed.NO_ROOM) {
                    throw MalformedLineException.tooManySeries(limits);
                }
                return number;
            }

            @Override
            public void type(String name, String type) {
                floats.declare(name, type);
                feed.declare(name, type);
            }
        });
    }

    @Override
    public void seed(Instant time, InputStream file) {
        ScanOutcome outcome = scanner.scan(file, columns);
        feed.seed(time, outcome.scrape(), columns);
    }

    @Override
    public void read(Instant time, String name, InputStream file) {
        ScanOutcome outcome = scanner.scan(file, columns);
        feed.take(time, name, outcome.scrape(), columns);
        feed.forget(texts.size()).ifPresent(this::keepTexts);
    }

    private void keepTexts(int[] wanted) {
        SeriesTextTable fresh = new SeriesTextTable();
        fresh.copyOf(texts, wanted);
        texts = fresh;
        names.replaceTable(fresh);
        scanner.replaceTable(fresh);
    }

    @Override
    public void finish() {
        feed.finish();
    }
}
