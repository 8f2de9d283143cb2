package dev.culprit.tsdbfiles;

import dev.culprit.tsdb.LocalPath;
import dev.culprit.tsdb.files.BlockFiles;
import dev.culprit.tsdb.files.LocalFiles;
import org.apache.hadoop.conf.Configuration;

/** Says which file system has a path. */
public final class BlockPlaces {
    private BlockPlaces() {}

    /** The path's file system, mapped into memory where it is this machine's own. */
    public static BlockFiles of(String path, Configuration hadoop) {
        return LocalPath.isLocal(path) ? LocalFiles.HERE : new HadoopFiles(hadoop);
    }

    /**
     * The path as that file system takes it.
     *
     * @throws IllegalArgumentException where it is none; the message is what follows the path
     */
    public static String path(String text) {
        if (LocalPath.isLocal(text)) {
            return LocalPath.of(text).toString();
        }
        return new org.apache.hadoop.fs.Path(text).toString();
    }
}
