package dev.culprit.scrapes.slice;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a body names for the first time in a slice. */
final class SliceDictionary {
    private final ByteArrayOutputStream series = new ByteArrayOutputStream();
    private final ByteArrayOutputStream types = new ByteArrayOutputStream();
    private int seriesCount;
    private int typeCount;

    void series(long id, String metric, byte[] text) {
        try {
            DataOutputStream out = new DataOutputStream(series);
            out.writeLong(id);
            SliceFormat.write(out, metric);
            SliceFormat.write(out, text);
            seriesCount++;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void type(String name, String type) {
        try {
            DataOutputStream out = new DataOutputStream(types);
            SliceFormat.write(out, name);
            SliceFormat.write(out, type);
            typeCount++;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Writes them, and forgets them. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(seriesCount);
        series.writeTo(out);
        out.writeInt(typeCount);
        types.writeTo(out);
        series.reset();
        types.reset();
        seriesCount = 0;
        typeCount = 0;
    }
}
