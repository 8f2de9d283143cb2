package dev.culprit.tsdb.bytes;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in mapped memory. It stays readable when another process removes its name. */
public final class MappedFile implements RandomBytes {
    /** A buffer ends at 2 GiB, an index may have 64. */
    private static final int SLICE_BITS = 30;

    private final String name;
    private final long length;
    private final MappedByteBuffer[] slices;

    private MappedFile(String name, long length, MappedByteBuffer[] slices) {
        this.name = name;
        this.length = length;
        this.slices = slices;
    }

    public static MappedFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            MappedByteBuffer[] slices = new MappedByteBuffer[(int) ((length + (1L << SLICE_BITS) - 1) >> SLICE_BITS)];
            for (int i = 0; i < slices.length; i++) {
                long from = (long) i << SLICE_BITS;
                slices[i] = channel.map(MapMode.READ_ONLY, from, Math.min(1L << SLICE_BITS, length - from));
            }
            return new MappedFile(file.toString(), length, slices);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long position, byte[] into, int count) throws IOException {
        if (position < 0 || count < 0 || position > length - count) {
            throw new CorruptException("ends at byte %d, %d bytes at %d are wanted".formatted(length, count, position));
        }
        try {
            int done = 0;
            while (done < count) {
                long at = position + done;
                int within = (int) (at & ((1L << SLICE_BITS) - 1));
                MappedByteBuffer slice = slices[(int) (at >> SLICE_BITS)];
                int part = Math.min(count - done, slice.limit() - within);
                slice.get(within, into, done, part);
                done += part;
            }
        } catch (InternalError cut) {
            // What the JVM throws where a mapped file was cut after it was opened.
            throw new IOException("was cut while it was read", cut);
        }
    }

    /** The memory goes with the garbage: nobody may unmap what another thread still reads. */
    @Override
    public void close() {}
}
