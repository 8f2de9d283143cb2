package dev.culprit.scrapes.container;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * Zstandard (RFC 8878), any number of frames one after the other. The library's own {@code ZstdInputStream} takes a later
 * frame that is cut for the regular end when it came with the same read as the end of the frame before (1.5.7-7).
 */
final class ZstdFrames extends InputStream {
    private final InputStream in;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final byte[] input = new byte[32 * 1024];
    private final ByteBuffer compressed =
            ByteBuffer.allocateDirect(input.length).limit(0);
    private final ByteBuffer decompressed =
            ByteBuffer.allocateDirect(128 * 1024).limit(0);
    private boolean insideFrame;

    ZstdFrames(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!decompressed.hasRemaining()) {
            // A full buffer may have left data inside the context, which need no further input to come out.
            boolean more = insideFrame && decompressed.limit() == decompressed.capacity();
            if (!compressed.hasRemaining() && !more && !refill()) {
                return -1;
            }
            decompress();
        }
        int given = Math.min(length, decompressed.remaining());
        decompressed.get(buffer, offset, given);
        return given;
    }

    private boolean refill() throws IOException {
        int read = in.read(input);
        if (read < 0 && insideFrame) {
            throw new EOFException("zstd data end early");
        }
        compressed.clear();
        compressed.put(input, 0, Math.max(0, read)).flip();
        return read >= 0;
    }

    private void decompress() throws IOException {
        decompressed.clear();
        try {
            insideFrame = !context.decompressDirectByteBufferStream(decompressed, compressed);
        } catch (ZstdException damaged) {
            throw new ZipException("damaged zstd data: " + damaged.getMessage());
        } finally {
            decompressed.flip();
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        in.close();
    }
}
