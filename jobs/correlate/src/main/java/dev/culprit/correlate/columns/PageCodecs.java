package dev.culprit.correlate.columns;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet's codecs, but for zstd: Parquet opens a stream with buffers of its own for each page, and copies out of it, which was a tenth of
 * all that counting took. A page is in memory as a whole before and after, so one call does.
 */
final class PageCodecs implements CompressionCodecFactory {
    private final CompressionCodecFactory others;
    private final Zstd zstd = new Zstd();

    PageCodecs(CompressionCodecFactory others) {
        this.others = others;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return others.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return codec == CompressionCodecName.ZSTD ? zstd : others.getDecompressor(codec);
    }

    @Override
    public void release() {
        zstd.release();
        others.release();
    }

    private static final class Zstd implements BytesInputDecompressor {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            byte[] compressed = page.toInputStream().readAllBytes();
            byte[] bytes = new byte[size];
            try {
                if (context.decompressByteArray(bytes, 0, size, compressed, 0, compressed.length) == size) {
                    return BytesInput.from(bytes);
                }
            } catch (ZstdException failure) {
                throw new IOException("a page is no zstd: " + failure.getMessage(), failure);
            }
            throw new IOException("a page has fewer bytes than it says");
        }

        @Override
        public void decompress(ByteBuffer page, int compressedSize, ByteBuffer into, int size) {
            // For memory outside the heap, which is not asked for.
            throw new UnsupportedOperationException("pages are read into arrays");
        }

        @Override
        public void release() {
            context.close();
        }
    }
}
