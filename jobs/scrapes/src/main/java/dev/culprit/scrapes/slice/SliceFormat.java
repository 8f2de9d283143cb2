package dev.culprit.scrapes.slice;

import dev.culprit.scrapes.lifetime.BodyEnding;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How slices write what they hold; the format is between the tasks of one run. */
final class SliceFormat {
    /** Kinds of entries in a {@link SliceDictionary}. */
    static final int TYPE = 0;

    static final int SERIES = 1;
    static final int SERIES_WITH_NUMBERS = 2;

    private SliceFormat() {}

    static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    static void write(DataOutputStream out, ScrapeOutcome outcome) throws IOException {
        out.writeLong(outcome.bytes());
        out.writeLong(outcome.samples());
        write(out, outcome.status());
        out.writeBoolean(outcome.reason() != null);
        if (outcome.reason() != null) {
            write(out, outcome.reason());
        }
        out.writeLong(outcome.unreadSeries());
        out.writeBoolean(outcome.brokenOff());
        out.writeByte(outcome.ending().ordinal());
    }

    static ScrapeOutcome outcome(DataInputStream in) throws IOException {
        return new ScrapeOutcome(
                in.readLong(),
                in.readLong(),
                text(in),
                in.readBoolean() ? text(in) : null,
                in.readLong(),
                in.readBoolean(),
                BodyEnding.values()[in.readByte()]);
    }
}
