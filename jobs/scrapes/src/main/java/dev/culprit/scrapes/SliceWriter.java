package dev.culprit.scrapes;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Reads a part of a target's day and writes down what its bodies hold: names once, and for each scrape two columns. That is
 * nearly all of the work; what the scrapes mean is told by {@link SliceReplay} from all parts in a row, as if they had never
 * been apart. The format is between the tasks of one run.
 */
public final class SliceWriter implements AutoCloseable {
    private static final int LEVEL = 1;

    private final DataOutputStream out;
    private final BodyScanner scanner;
    private final SeriesIdentity identity;
    private final SeriesColumns series = new SeriesColumns();
    private final ScanLimits limits;
    /** News of the body at hand: series from this number on, and {@code TYPE} lines. */
    private final NewNames news = new NewNames();

    private ScrapeColumns columns = new ScrapeColumns();
    private ScrapeColumns before = new ScrapeColumns();

    /** @param slice is closed with the writer */
    public SliceWriter(OutputStream slice, ScanLimits limits, boolean strict) throws IOException {
        this.out =
                new DataOutputStream(new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(slice, LEVEL), 1 << 16));
        this.limits = limits;
        this.identity = new SeriesIdentity(limits);
        this.scanner = new BodyScanner(new Spellings(), limits, strict, new BodyScanner.Listener() {
            @Override
            public boolean isPlain(byte[] bytes, int from, int to) {
                return identity.isPlain(bytes, from, to);
            }

            @Override
            public int series(byte[] bytes, int from, int to, int spelling) throws MalformedLineException {
                return number(identity.of(bytes, from, to), bytes, from, to);
            }

            @Override
            public void type(String name, String type) {
                news.type(name, type);
            }
        });
    }

    private int number(long id, byte[] bytes, int from, int to) throws MalformedLineException {
        int found = series.find(id);
        if (found >= 0) {
            return found;
        }
        if (series.size() >= limits.series()) {
            throw new MalformedLineException("more series than limits.series = %d".formatted(limits.series()));
        }
        news.series(id, identity.metric(), Arrays.copyOfRange(bytes, from, to));
        return series.add(id, identity.metric(), 0);
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
        text(out, name);
        out.writeBoolean(seed);
        outcome.write(out);
        news.write(out);
        boolean same = Arrays.equals(columns.series, 0, columns.size, before.series, 0, before.size);
        out.writeInt(columns.size);
        out.writeBoolean(same);
        for (int i = 0; i < columns.size && !same; i++) {
            out.writeInt(columns.series[i]);
        }
        for (int i = 0; i < columns.size; i++) {
            out.writeDouble(columns.values[i]);
        }
        ScrapeColumns read = columns;
        columns = before;
        before = read;
    }

    static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        out.writeBoolean(false);
        out.close();
    }
}
