package dev.culprit.warehouse;

import java.io.Serializable;

/**
 * A written file that waits in a publication's staging folder.
 *
 * @param digest of its bytes, in hexadecimal. It becomes part of the file's name in the table, so that the same rows written
 *     again are the same file
 */
public record StagedFile(String path, String digest) implements Serializable {
    /** {@code part-00003.parquet} becomes {@code part-00003-5f2c9a01be77d4e3.parquet}. */
    String publishedName() {
        return publishedName(0);
    }

    /** Another name for the same bytes where damaged files have the earlier ones: {@code part-00003-again1-5f2c9a01be77d4e3.parquet}. */
    String publishedName(int attempt) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String again = attempt == 0 ? "" : "-again" + attempt;
        return dot < 0
                ? name + again + "-" + digest
                : name.substring(0, dot) + again + "-" + digest + name.substring(dot);
    }
}
