package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.Nullable;

/**
 * A metric family on a day of a {@link SeriesFeed}: the sums of all scrapes, which are known first, and how many of its
 * series the scrape at hand shows.
 */
final class FamilyDay {
    private final Family family;
    private final int scrapes;
    /** By number of a scrape; null where no series bears such a role. */
    private CompensatedSum @Nullable [] values;

    private CompensatedSum @Nullable [] counts;
    private long series;
    /** Those of them that bear a role and have no values. */
    private long unvalued;

    /** @param scrapes that count; their numbers are from 1 */
    FamilyDay(Family family, int scrapes) {
        this.family = family;
        this.scrapes = scrapes;
    }

    Family family() {
        return family;
    }

    void addValue(int number, Role role, double value) {
        CompensatedSum[] sums;
        if (role == Role.COUNT) {
            sums = counts == null ? new CompensatedSum[scrapes + 1] : counts;
            counts = sums;
        } else {
            sums = values == null ? new CompensatedSum[scrapes + 1] : values;
            values = sums;
        }
        if (sums[number] == null) {
            sums[number] = new CompensatedSum();
        }
        if (Double.isFinite(value)) {
            sums[number].add(value);
        }
    }

    /** A series is shown from the scrape at hand on. */
    void show(boolean lacksValues) {
        series++;
        unvalued += lacksValues ? 1 : 0;
    }

    /** A series is shown no more. */
    void hide(boolean lacksValues) {
        series--;
        unvalued -= lacksValues ? 1 : 0;
    }

    /** Series that the scrape at hand shows. */
    long series() {
        return series;
    }

    @Nullable
    Double valueSum(int number) {
        return sum(values, number);
    }

    @Nullable
    Double countSum(int number) {
        return sum(counts, number);
    }

    /** A sum that lacks a part would be a wrong one. */
    private @Nullable Double sum(CompensatedSum @Nullable [] sums, int number) {
        return sums == null || sums[number] == null || unvalued > 0 ? null : (Double) sums[number].value();
    }
}
