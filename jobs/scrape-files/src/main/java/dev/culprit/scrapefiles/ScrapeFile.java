package dev.culprit.scrapefiles;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;

/**
 * One archived scrape.
 *
 * @param path as Hadoop's file systems know it; of the tar or zip that holds it, where one does
 * @param entry its place in that, from 0; {@link #ALONE} where it is a file of its own
 * @param name the path below the archive's folder
 * @param bytes as archived
 */
public record ScrapeFile(String path, int entry, String name, long bytes, Instant time) implements Serializable {
    public static final int ALONE = -1;
    public static final Comparator<ScrapeFile> BY_TIME = Comparator.comparing(ScrapeFile::time)
            .thenComparing(ScrapeFile::path)
            .thenComparing(ScrapeFile::entry);
}
