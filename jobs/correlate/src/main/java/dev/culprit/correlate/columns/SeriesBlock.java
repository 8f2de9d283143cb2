package dev.culprit.correlate.columns;

import dev.culprit.analysis.births.SeriesColumns;
import dev.culprit.model.EpochSeconds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows of one container, as {@link BlockWriter} writes them. */
public record SeriesBlock(String namespace, String pod, String container, byte[] rows) {

    /** Adds rows to a container's. */
    public static void read(byte[] rows, SeriesColumns.Builder into) {
        new Reader(rows, into).run();
    }

    private static final class Reader {
        private final byte[] bytes;
        private final SeriesColumns.Builder into;
        private int at;
        private int[] names = new int[16];
        private int nameCount;
        private String[] labels = new String[32];
        private int labelCount;
        private int[] pairs = new int[256];
        private int pairCount;

        Reader(byte[] bytes, SeriesColumns.Builder into) {
            this.bytes = bytes;
            this.into = into;
        }

        void run() {
            int[] row = new int[32];
            long first = 0;
            long last = 0;
            while (at < bytes.length) {
                int name = name();
                int count = (int) number();
                row = row.length < count ? Arrays.copyOf(row, 2 * count) : row;
                if (count > BlockWriter.MOST_BITS) {
                    for (int i = 0; i < count; i++) {
                        row[i] = pair();
                    }
                } else {
                    for (long rest = number(); rest != 0; rest &= rest - 1) {
                        row[Long.numberOfTrailingZeros(rest)] = pair();
                    }
                }
                first += signed();
                last += signed();
                into.add(name, row, count, EpochSeconds.ofMicros(first), EpochSeconds.ofMicros(last));
            }
        }

        private int name() {
            int number = (int) number();
            if (number == nameCount) {
                names = nameCount == names.length ? Arrays.copyOf(names, 2 * nameCount) : names;
                String metric = text();
                names[nameCount++] = into.name(metric, text());
            }
            return names[number];
        }

        private int pair() {
            int number = (int) number();
            if (number == pairCount) {
                pairs = pairCount == pairs.length ? Arrays.copyOf(pairs, 2 * pairCount) : pairs;
                String label = label();
                pairs[pairCount++] = into.pair(label, text());
            }
            return pairs[number];
        }

        private String label() {
            int number = (int) number();
            if (number == labelCount) {
                labels = labelCount == labels.length ? Arrays.copyOf(labels, 2 * labelCount) : labels;
                labels[labelCount++] = text();
            }
            return labels[number];
        }

        private String text() {
            int length = (int) number();
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        private long signed() {
            long number = number();
            return number >>> 1 ^ -(number & 1);
        }

        private long number() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
