package dev.culprit.tsdb.head;

import dev.culprit.tsdb.bytes.CorruptException;
import dev.culprit.tsdb.bytes.Cursor;
import dev.culprit.tsdb.head.LogReader.Records;
import dev.culprit.tsdb.series.Labels;
import dev.culprit.tsdb.series.SampleSink;
import java.util.HashMap;
import java.util.Map;

/** Tells what the records of a log mean ({@code tsdb/record}). */
final class HeadRecords implements Records {
    private static final int SERIES = 1;
    private static final int SAMPLES = 2;
    private static final int TOMBSTONES = 3;
    private static final int EXEMPLARS = 4;
    private static final int MMAP_MARKERS = 5;
    private static final int METADATA = 6;
    private static final int HISTOGRAMS = 7;
    private static final int FLOAT_HISTOGRAMS = 8;
    private static final int CUSTOM_HISTOGRAMS = 9;
    private static final int CUSTOM_FLOAT_HISTOGRAMS = 10;
    /** Prometheus' own NaN: a value that is none, while the sample is one. */
    private static final long NO_NUMBER = 0x7ff8000000000001L;

    private final HeadListener listener;
    private final Map<String, String> texts = new HashMap<>();

    /** Takes what records tell. */
    interface HeadListener {
        void series(long reference, Labels labels);

        void sample(long reference, long time, long bits);

        void deleted(long reference, long first, long last);

        /** A record of a kind that is not read. */
        void unknown(int type);
    }

    HeadRecords(HeadListener listener) {
        this.listener = listener;
    }

    @Override
    public void record(byte[] bytes, int length) throws CorruptException {
        Cursor cursor = new Cursor(bytes, 0, length);
        int type = cursor.u8();
        switch (type) {
            case SERIES -> series(cursor);
            case SAMPLES -> samples(cursor);
            case TOMBSTONES -> {
                while (cursor.remaining() > 0) {
                    listener.deleted(cursor.i64(), cursor.varint(), cursor.varint());
                }
            }
            case HISTOGRAMS, CUSTOM_HISTOGRAMS -> histograms(cursor, false, type == CUSTOM_HISTOGRAMS);
            case FLOAT_HISTOGRAMS, CUSTOM_FLOAT_HISTOGRAMS -> histograms(cursor, true, type == CUSTOM_FLOAT_HISTOGRAMS);
            case EXEMPLARS, MMAP_MARKERS, METADATA -> {
                // Tell nothing of which series were shown when.
            }
            default -> listener.unknown(type);
        }
    }

    private void series(Cursor cursor) throws CorruptException {
        while (cursor.remaining() > 0) {
            long reference = cursor.i64();
            int count = cursor.count(2);
            String[] pairs = new String[2 * count];
            for (int i = 0; i < 2 * count; i++) {
                pairs[i] = texts.computeIfAbsent(cursor.text(), same -> same);
            }
            listener.series(reference, Labels.ofPairs(pairs));
        }
    }

    /** All differences are to the record's first, whatever the format's description says. */
    private void samples(Cursor cursor) throws CorruptException {
        if (cursor.remaining() == 0) {
            return;
        }
        long reference = cursor.i64();
        long time = cursor.i64();
        while (cursor.remaining() > 0) {
            listener.sample(reference + cursor.varint(), time + cursor.varint(), cursor.i64());
        }
    }

    private void histograms(Cursor cursor, boolean floats, boolean custom) throws CorruptException {
        if (cursor.remaining() == 0) {
            return;
        }
        long baseReference = cursor.i64();
        long baseTime = cursor.i64();
        while (cursor.remaining() > 0) {
            long reference = baseReference + cursor.varint();
            long time = baseTime + cursor.varint();
            cursor.u8(); // whether counters were reset
            cursor.varint(); // schema
            cursor.i64(); // width of the bucket of zeros
            number(cursor, floats);
            number(cursor, floats);
            long sum = cursor.i64();
            spans(cursor);
            spans(cursor);
            buckets(cursor, floats);
            buckets(cursor, floats);
            if (custom) {
                cursor.skip(Long.BYTES * cursor.count(Long.BYTES));
            }
            listener.sample(reference, time, sum == SampleSink.STALE ? sum : NO_NUMBER);
        }
    }

    private static void number(Cursor cursor, boolean floats) throws CorruptException {
        if (floats) {
            cursor.i64();
        } else {
            cursor.uvarint();
        }
    }

    private static void spans(Cursor cursor) throws CorruptException {
        for (int left = cursor.count(2); left > 0; left--) {
            cursor.varint();
            cursor.uvarint();
        }
    }

    private static void buckets(Cursor cursor, boolean floats) throws CorruptException {
        for (int left = cursor.count(1); left > 0; left--) {
            number(cursor, floats);
        }
    }
}
