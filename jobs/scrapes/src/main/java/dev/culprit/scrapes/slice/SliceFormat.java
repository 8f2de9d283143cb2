package dev.culprit.scrapes.slice;

import dev.culprit.model.table.ScrapeRow.Cause;
import dev.culprit.scrapes.lifetime.BodyEnding;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

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
        write(out, outcome.ending().name());
        write(out, outcome.cause());
    }

    private static void write(DataOutputStream out, @Nullable Cause cause) throws IOException {
        out.writeBoolean(cause != null);
        if (cause != null) {
            write(out, cause.kind());
            out.writeBoolean(cause.line() != null && cause.offset() != null);
            if (cause.line() != null && cause.offset() != null) {
                out.writeLong(cause.line());
                out.writeLong(cause.offset());
            }
        }
    }

    private static @Nullable Cause cause(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String kind = text(in);
        return in.readBoolean() ? new Cause(kind, in.readLong(), in.readLong()) : Cause.of(kind);
    }

    static ScrapeOutcome outcome(DataInputStream in) throws IOException {
        long bytes = in.readLong();
        long samples = in.readLong();
        String status = text(in);
        String reason = in.readBoolean() ? text(in) : null;
        long unreadSeries = in.readLong();
        boolean brokenOff = in.readBoolean();
        BodyEnding ending = BodyEnding.valueOf(text(in));
        return new ScrapeOutcome(bytes, samples, status, reason, unreadSeries, brokenOff, cause(in), ending);
    }
}
