package dev.culprit.extract.series;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;

/**
 * One archived scrape.
 *
 * @param path as Hadoop's file systems know it
 * @param name the path below the archive's folder
 * @param bytes as archived
 */
record ScrapeFile(String path, String name, long bytes, Instant time) implements Serializable {
    static final Comparator<ScrapeFile> BY_TIME =
            Comparator.comparing(ScrapeFile::time).thenComparing(ScrapeFile::path);
}
