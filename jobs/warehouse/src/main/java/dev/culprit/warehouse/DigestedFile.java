package dev.culprit.warehouse;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that computes the digest of what is written to it. */
final class DigestedFile implements OutputFile {
    /** How many bytes of the SHA-256 digest go into names: enough to distinguish the files of one partition. */
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

    /** To be called once, after the file was closed. */
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
