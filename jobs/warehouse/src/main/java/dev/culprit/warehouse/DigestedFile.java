package dev.culprit.warehouse;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that knows the digest of what was written to it. */
final class DigestedFile implements OutputFile {
    /** Bytes of SHA-256 that tell the files of one partition apart. */
    private static final int BYTES = 8;

    private final OutputFile file;
    private final MessageDigest digest;

    DigestedFile(OutputFile file) {
        this.file = file;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** After the file was closed, once. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    @Override
    public PositionOutputStream create(long blockSize) throws IOException {
        return new Digested(file.create(blockSize));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
        return new Digested(file.createOrOverwrite(blockSize));
    }

    @Override
    public boolean supportsBlockSize() {
        return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return file.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return file.getPath();
    }

    private final class Digested extends PositionOutputStream {
        private final PositionOutputStream out;

        Digested(PositionOutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            digest.update((byte) octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            digest.update(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
