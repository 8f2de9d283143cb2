package dev.culprit.analysis.simulation;

/**
 * Pages of a log file that the container's working set holds until the file is rotated. It rotates by size, so as traffic fills it,
 * and no collector has a part in it.
 */
final class PageCache {
    private final double most;
    private final double perHour;
    private double held;

    PageCache(Story story) {
        most = story.pageCache;
        perHour = story.pageCache * story.rotationsPerDay / 24;
    }

    /** Bytes after so many more hours at this traffic. */
    double after(double traffic, double hours) {
        held += perHour * traffic * hours;
        held = held > most ? 0 : held;
        return held;
    }
}
