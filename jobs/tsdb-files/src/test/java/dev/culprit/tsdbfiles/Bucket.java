package dev.culprit.tsdbfiles;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A folder as {@code bucket:///...}, which counts what it is asked, and refuses or cuts what it is told to. */
public final class Bucket extends RawLocalFileSystem {
    /** By the end of a file's path: at which byte reads fail, or where the file ends though it is listed as longer. */
    static final Map<String, Integer> REFUSED = new ConcurrentHashMap<>();

    static final Map<String, Integer> CUT = new ConcurrentHashMap<>();
    static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());

    static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.bucket.impl", Bucket.class.getName());
        configuration.set("fs.file.impl", RawLocalFileSystem.class.getName());
        return configuration;
    }

    static void reset() {
        REFUSED.clear();
        CUT.clear();
        ASKED.clear();
    }

    @Override
    public URI getUri() {
        return URI.create("bucket:///");
    }

    @Override
    public String getScheme() {
        return "bucket";
    }

    private static int limit(Map<String, Integer> limits, Path path) {
        return limits.entrySet().stream()
                .filter(limit -> path.toString().endsWith(limit.getKey()))
                .mapToInt(Map.Entry::getValue)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
        if (!Files.exists(file)) {
            throw new FileNotFoundException(path.toString());
        }
        ASKED.add(path.getName());
        return new FSDataInputStream(new Ranges(Files.readAllBytes(file), limit(REFUSED, path), limit(CUT, path)));
    }

    private static final class Ranges extends FSInputStream {
        private final byte[] bytes;
        private final int refused;
        private final int end;
        private int position;

        Ranges(byte[] bytes, int refused, int cut) {
            this.bytes = bytes;
            this.refused = refused;
            this.end = Math.min(bytes.length, cut);
        }

        @Override
        public void seek(long place) throws IOException {
            if (place > end) {
                throw new EOFException("behind the end");
            }
            position = (int) place;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public boolean seekToNewSource(long place) {
            return false;
        }

        @Override
        public int read() throws IOException {
            if (position >= refused) {
                throw new IOException("503 Slow Down\nsecond line");
            }
            return position < end ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            int next = read();
            if (next < 0) {
                return -1;
            }
            int part = Math.min(count, Math.min(end, refused) - position + 1);
            into[from] = (byte) next;
            System.arraycopy(bytes, position, into, from + 1, part - 1);
            position += part - 1;
            return part;
        }
    }
}
