package dev.culprit.scrapes.text;

import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the values of a few metrics out of bodies that hold many. To be used for the bodies of one target, as they are alike. */
public final class MetricReader {
    private static final int ANOTHER = -2;

    private final BodyScanner scanner;
    private final ScrapeColumns columns = new ScrapeColumns();
    private final List<SeriesSyntax.Name> names = new ArrayList<>();

    /** Takes the samples of one body, in its order. */
    public interface Sink {
        void sample(String metric, Map<String, String> labels, double value);
    }

    /**
     * A reader that has seen no body.
     *
     * @param strict whether a body with a line that cannot be read counts for nothing
     * @param metrics names of those that are wanted
     */
    public MetricReader(ScanLimits limits, boolean strict, Set<String> metrics) {
        this.scanner = new BodyScanner(new SeriesTextTable(), limits, strict, new BodyListener() {
            @Override
            public boolean isPlain(byte[] bytes, int from, int to) {
                return false;
            }

            @Override
            public int series(byte[] bytes, int from, int to, int text) throws MalformedLineException {
                if (bytes[from] != '{' && !metrics.contains(bareName(bytes, from, to))) {
                    return ANOTHER;
                }
                SeriesSyntax.Name name = SeriesSyntax.parse(Arrays.copyOfRange(bytes, from, to));
                if (!metrics.contains(name.metric())) {
                    return ANOTHER;
                }
                if (names.size() >= limits.series()) {
                    throw MalformedLineException.tooManySeries(limits);
                }
                names.add(name);
                return names.size() - 1;
            }

            @Override
            public void type(String name, String type) {
                // What a metric is declared to be changes nothing of its value.
            }
        });
    }

    /** Most series are of other metrics: their labels need not be read. */
    private static String bareName(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '{' && !NumberScanner.isBlank(bytes[end])) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /**
     * Reads one body.
     *
     * @param file compressed or not; it is not closed
     */
    public ScrapeOutcome read(InputStream file, Sink sink) {
        ScanOutcome outcome = scanner.scan(file, columns);
        if (!outcome.refused()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.series(i) >= 0) {
                    SeriesSyntax.Name name = names.get(columns.series(i));
                    sink.sample(name.metric(), name.labels().labels(), columns.value(i));
                }
            }
        }
        return outcome.scrape();
    }
}
