package dev.culprit.scrapes.slice;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a body names for the first time in a slice, in the order in which it does. */
final class SliceDictionary {
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private int count;

    /** @param mayHoldNumbers whether the id is another where the family's type says that a label holds numbers */
    void series(long id, String metric, boolean mayHoldNumbers, byte[] text) {
        try {
            DataOutputStream out = new DataOutputStream(entries);
            out.writeByte(mayHoldNumbers ? SliceFormat.SERIES_WITH_NUMBERS : SliceFormat.SERIES);
            out.writeLong(id);
            SliceFormat.write(out, metric);
            SliceFormat.write(out, text);
            count++;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void type(String name, String type) {
        try {
            DataOutputStream out = new DataOutputStream(entries);
            out.writeByte(SliceFormat.TYPE);
            SliceFormat.write(out, name);
            SliceFormat.write(out, type);
            count++;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Writes them, and forgets them. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(count);
        entries.writeTo(out);
        entries.reset();
        count = 0;
    }
}
