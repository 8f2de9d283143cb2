package dev.culprit.scrapes.lifetime;

import dev.culprit.model.LabelSet;

/**
 * The number by which tables name a series: XXH3 (64 bits, seed 0) over metric, then name and value of each label in the
 * order of {@link LabelSet}; each text as its length in UTF-8 bytes (four bytes, little endian) and those bytes. Tables
 * of different days are joined by it, so it hangs on nothing else. Numbers are to be written in one way before
 * ({@link FloatLabels}). It finds a series; whether it is the series, only the name tells
 * ({@link SeriesRegister}).
 */
public final class SeriesId {
    private SeriesId() {}

    public static long of(String metric, LabelSet labels) {
        return new SeriesIds().of(metric, labels);
    }
}
