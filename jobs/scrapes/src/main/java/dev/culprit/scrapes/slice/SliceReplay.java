package dev.culprit.scrapes.slice;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.culprit.model.Container;
import dev.culprit.model.FloatLabel;
import dev.culprit.model.LabelSet;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.lifetime.ScrapeFeed;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import dev.culprit.scrapes.lifetime.SeriesIds;
import dev.culprit.scrapes.lifetime.TargetRows;
import dev.culprit.scrapes.text.SeriesTextNames;
import dev.culprit.scrapes.text.SeriesTextTable;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** Makes the rows of a target's day from its slices: the same rows that {@link TargetReader} makes of the whole day. */
public final class SliceReplay {
    private final SeriesTextTable texts = new SeriesTextTable();
    private final FloatLabels floats = new FloatLabels();
    private final SeriesIds ids = new SeriesIds();
    private final SeriesTextNames names;
    private final ScrapeFeed feed;
    private final int mostSeries;

    public SliceReplay(Container target, ScanLimits limits, TargetRows rows) {
        this.mostSeries = limits.series();
        this.names = new SeriesTextNames(texts, limits, floats, Set.of());
        this.feed = new ScrapeFeed(target, limits.series(), names, rows);
    }

    /**
     * Takes the next slice.
     *
     * @param slice what a {@link SliceWriter} wrote
     */
    public void replay(InputStream slice) throws IOException {
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new ZstdInputStreamNoFinalizer(slice), 1 << 16));
        int[] numbers = new int[1024];
        int known = 0;
        int[] order = new int[0];
        while (in.readBoolean()) {
            Instant time = Instant.ofEpochSecond(in.readLong(), in.readInt());
            String name = SliceFormat.text(in);
            boolean seed = in.readBoolean();
            ScrapeOutcome outcome = SliceFormat.outcome(in);
            for (int left = in.readInt(); left > 0; left--) {
                int kind = in.readByte();
                if (kind == SliceFormat.TYPE) {
                    declare(SliceFormat.text(in), SliceFormat.text(in));
                    continue;
                }
                if (known == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * known);
                }
                boolean mayHoldNumbers = kind == SliceFormat.SERIES_WITH_NUMBERS;
                numbers[known++] = series(in.readLong(), SliceFormat.text(in), mayHoldNumbers, SliceFormat.bytes(in));
            }
            int size = in.readInt();
            if (!in.readBoolean()) {
                order = new int[size];
                for (int i = 0; i < size; i++) {
                    order[i] = in.readInt();
                }
            }
            ScrapeColumns columns = new ScrapeColumns();
            for (int i = 0; i < size; i++) {
                columns.add(numbers[order[i]], in.readDouble());
            }
            if (seed) {
                feed.seed(time, outcome, columns);
            } else {
                feed.take(time, name, outcome, columns);
            }
        }
    }

    private void declare(String name, String type) {
        floats.declare(name, type);
        feed.declare(name, type);
    }

    private int series(long idAsText, String metric, boolean mayHoldNumbers, byte[] text) {
        boolean holdsNumbers = mayHoldNumbers && floats.of(metric) != FloatLabel.NONE;
        long id = holdsNumbers ? ids.of(metric, LabelSet.of(names.labels(text))) : idAsText;
        int found = feed.find(id, metric, () -> names.labels(text));
        if (found >= 0) {
            return found;
        }
        int number = feed.series(id, metric, texts.append(text, 0));
        if (number == ScrapeFeed.NO_ROOM) {
            // Slices may hold more together than the limit allows each.
            throw new IllegalStateException("more series than limits.series = %d".formatted(mostSeries));
        }
        return number;
    }

    /** Ends the day: what the living process has shown of it becomes rows. */
    public void finish() {
        feed.finish();
    }
}
