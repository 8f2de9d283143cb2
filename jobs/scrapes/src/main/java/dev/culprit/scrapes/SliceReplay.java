package dev.culprit.scrapes;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.culprit.model.Container;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** Tells what the slices of a target's day mean together: row for row what {@link TargetReader} tells of the whole. */
public final class SliceReplay {
    private final Spellings spellings = new Spellings();
    private final Lifetimes lifetimes;

    public SliceReplay(Container target, ScanLimits limits, TargetRows rows) {
        this.lifetimes = new Lifetimes(target, rows, limits, Set.of(), spellings);
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
            String name = text(in);
            boolean seed = in.readBoolean();
            ScanOutcome outcome = ScanOutcome.read(in);
            for (int left = in.readInt(); left > 0; left--) {
                if (known == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * known);
                }
                numbers[known++] = series(in.readLong(), text(in), bytes(in));
            }
            for (int left = in.readInt(); left > 0; left--) {
                lifetimes.declare(text(in), text(in));
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
                lifetimes.seed(time, outcome, columns);
            } else {
                lifetimes.take(time, name, outcome, columns);
            }
        }
    }

    private int series(long id, String metric, byte[] spelling) {
        int found = lifetimes.find(id);
        if (found >= 0) {
            return found;
        }
        try {
            return lifetimes.series(id, metric, spellings.append(spelling, 0));
        } catch (MalformedLineException tooMany) {
            // Slices may hold more together than the limit allows each.
            throw new IllegalStateException(tooMany.getMessage());
        }
    }

    /** Ends the day: what the living process has shown of it becomes rows. */
    public void finish() {
        lifetimes.finish();
    }

    static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
