package dev.culprit.tsdb.export;

import dev.culprit.tsdb.export.ExportFile.Part;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.Requests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of an export, and its bytes where they were asked for ahead: in a bucket an exporter's many small files take a request each, and
 * one after the other these would take hours.
 *
 * @param bytes null where the file is yet to be opened
 * @param failure of the request; null where there was none
 */
record PartBytes(
        String path, byte @Nullable [] bytes, @Nullable IOException failure) {
    /** By hand, what is in memory ahead of its reading. A file of more than a quarter of it is read as it comes. */
    private static final long AHEAD_BYTES = 64 << 20;

    private static final int AHEAD = 256;

    /** All parts, in their order. */
    static Iterator<PartBytes> of(BlockFiles files, List<Part> parts) {
        if (files.isLocal()) {
            return parts.stream()
                    .map(part -> new PartBytes(part.path(), null, null))
                    .iterator();
        }
        return new Iterator<>() {
            private final Deque<PartBytes> ready = new ArrayDeque<>();
            private int asked;

            @Override
            public boolean hasNext() {
                return !ready.isEmpty() || asked < parts.size();
            }

            @Override
            public PartBytes next() {
                if (ready.isEmpty()) {
                    int from = asked;
                    long bytes = 0;
                    do {
                        bytes += parts.get(asked++).length();
                    } while (asked < parts.size()
                            && asked - from < AHEAD
                            && bytes + parts.get(asked).length() <= AHEAD_BYTES);
                    ready.addAll(asked(files, parts.subList(from, asked)));
                }
                return ready.remove();
            }
        };
    }

    private static List<PartBytes> asked(BlockFiles files, List<Part> parts) {
        try {
            return Requests.all(files, parts, part -> asked(files, part));
        } catch (IOException interrupted) {
            List<PartBytes> none = new ArrayList<>();
            parts.forEach(part -> none.add(new PartBytes(part.path(), null, interrupted)));
            return none;
        }
    }

    private static PartBytes asked(BlockFiles files, Part part) {
        if (part.length() > AHEAD_BYTES / 4) {
            return new PartBytes(part.path(), null, null);
        }
        try {
            return new PartBytes(part.path(), files.whole(part.path(), part.length()), null);
        } catch (IOException failure) {
            return new PartBytes(part.path(), null, failure);
        }
    }

    InputStream open(BlockFiles files) throws IOException {
        if (failure != null) {
            throw failure;
        }
        return bytes == null ? files.stream(path) : new ByteArrayInputStream(bytes);
    }
}
