package dev.culprit.warehouse;

import java.io.IOException;
import java.security.MessageDigest;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that computes the digest of what is written to it, and is on the disk once it is closed. */
final class DigestedFile implements OutputFile {
    /** Hadoop's own default. */
    private static final int BUFFER = 4096;

    private final FileSystem files;
    private final Path path;
    private final MessageDigest digest = FileDigest.algorithm();

    DigestedFile(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
    }

    /** To be called once, after the file was closed. */
    String digest() {
        return FileDigest.text(digest);
    }

    @Override
    public PositionOutputStream create(long blockSize) throws IOException {
        return create(false, blockSize);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
        return create(true, blockSize);
    }

    private PositionOutputStream create(boolean overwrite, long blockSize) throws IOException {
        return new Digested(files.create(
                path,
                overwrite,
                BUFFER,
                files.getDefaultReplication(path),
                Math.max(files.getDefaultBlockSize(path), blockSize)));
    }

    @Override
    public boolean supportsBlockSize() {
        return "hdfs".equals(files.getUri().getScheme());
    }

    @Override
    public long defaultBlockSize() {
        return files.getDefaultBlockSize(path);
    }

    @Override
    public String getPath() {
        return path.toString();
    }

    private final class Digested extends PositionOutputStream {
        private final FSDataOutputStream out;

        Digested(FSDataOutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (FSError full) {
                throw CheckedFiles.failure(full);
            }
            digest.update(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (FSError full) {
                throw CheckedFiles.failure(full);
            }
        }

        @Override
        public void close() throws IOException {
            try (out) {
                CheckedFiles.sync(out);
            } catch (FSError full) {
                throw CheckedFiles.failure(full);
            }
        }
    }
}
