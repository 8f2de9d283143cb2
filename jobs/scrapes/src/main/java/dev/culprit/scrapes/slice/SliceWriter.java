package dev.culprit.scrapes.slice;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.lifetime.SeriesRegister;
import dev.culprit.scrapes.text.BodyListener;
import dev.culprit.scrapes.text.BodyScanner;
import dev.culprit.scrapes.text.MalformedLineException;
import dev.culprit.scrapes.text.ScanOutcome;
import dev.culprit.scrapes.text.SeriesIdentity;
import dev.culprit.scrapes.text.SeriesTextNames;
import dev.culprit.scrapes.text.SeriesTextTable;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads a part of a target's day and writes down what its bodies hold: names once, and for each scrape two columns. That is
 * nearly all of the work; {@link SliceReplay} decides from all parts in a row what the scrapes mean, as if they had never
 * been apart. The format is between the tasks of one run.
 */
public final class SliceWriter implements AutoCloseable {
    private static final int LEVEL = 1;

    private final DataOutputStream out;
    private final BodyScanner scanner;
    private final SeriesIdentity identity;
    /** Knows of no types: which are known at a body hangs on the slices before. */
    private final FloatLabels floats = new FloatLabels();

    private final SeriesRegister series;
    private final SeriesTextNames names;
    private final ScanLimits limits;
    /** What the body at hand names for the first time. */
    private final SliceDictionary dictionary = new SliceDictionary();

    private ScrapeColumns columns = new ScrapeColumns();
    private ScrapeColumns before = new ScrapeColumns();

    /** @param slice is closed with the writer */
    public SliceWriter(OutputStream slice, ScanLimits limits, boolean strict) throws IOException {
        this.out =
                new DataOutputStream(new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(slice, LEVEL), 1 << 16));
        this.limits = limits;
        this.identity = new SeriesIdentity(limits, floats);
        SeriesTextTable texts = new SeriesTextTable();
        this.names = new SeriesTextNames(texts, limits, floats, Set.of());
        this.series = new SeriesRegister(names);
        this.scanner = new BodyScanner(texts, limits, strict, new BodyListener() {
            @Override
            public boolean isPlain(byte[] bytes, int from, int to) {
                return identity.isPlain(bytes, from, to);
            }

            @Override
            public int series(byte[] bytes, int from, int to, int text) throws MalformedLineException {
                return number(identity.of(bytes, from, to), Arrays.copyOfRange(bytes, from, to), text);
            }

            @Override
            public void type(String name, String type) {
                dictionary.type(name, type);
            }
        });
    }

    private int number(long id, byte[] text, int name) throws MalformedLineException {
        int found = series.find(id, identity.metric(), () -> names.labels(text));
        if (found >= 0) {
            return found;
        }
        if (series.size() >= limits.series()) {
            throw MalformedLineException.tooManySeries(limits);
        }
        dictionary.series(id, identity.metric(), floats.isAsked(identity.metric()), text);
        return series.add(id, identity.metric(), name, () -> names.labels(text));
    }

    /**
     * Reads one scrape.
     *
     * @param seed whether it is the one before the day
     */
    public void read(Instant time, String name, boolean seed, InputStream file) throws IOException {
        ScanOutcome outcome = scanner.scan(file, columns);
        out.writeBoolean(true);
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
        SliceFormat.write(out, name);
        out.writeBoolean(seed);
        SliceFormat.write(out, outcome.scrape());
        dictionary.write(out);
        boolean same = columns.hasSeriesOf(before);
        out.writeInt(columns.size());
        out.writeBoolean(same);
        for (int i = 0; i < columns.size() && !same; i++) {
            out.writeInt(columns.series(i));
        }
        for (int i = 0; i < columns.size(); i++) {
            out.writeDouble(columns.value(i));
        }
        ScrapeColumns read = columns;
        columns = before;
        before = read;
    }

    @Override
    public void close() throws IOException {
        out.writeBoolean(false);
        out.close();
    }
}
