package dev.culprit.app;

import dev.culprit.warehouse.CrashingFileSystem;
import org.apache.hadoop.fs.s3a.S3AFileSystem;

/** S3A of a process that dies. */
public final class CrashingS3AFileSystem extends CrashingFileSystem {
    public CrashingS3AFileSystem() {
        super(new S3AFileSystem());
    }
}
