package dev.culprit.extract.memory.files;

import java.io.BufferedInputStream;
import java.io.IOException;

/** Tells files of OpenTelemetry's requests: each is protobuf behind its length. */
public final class ProtobufFile {
    /** A length takes five bytes at most. */
    private static final int PEEKED = 6;
    /** Field 1, a message: the only one that a request has. */
    private static final int RESOURCE_METRICS = 0x0a;

    private ProtobufFile() {}

    /** Whether the stream begins so; nothing is taken from it. */
    public static boolean isOne(BufferedInputStream in) throws IOException {
        in.mark(PEEKED);
        byte[] first = in.readNBytes(PEEKED);
        in.reset();
        int at = 0;
        while (at < first.length - 1 && first[at] < 0) {
            at++;
        }
        boolean isText =
                first.length > 0 && (first[0] == '{' || first[0] == '[' || first[0] == '\n' || first[0] == '\r');
        return !isText && at + 1 < first.length && first[at + 1] == RESOURCE_METRICS;
    }
}
