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
    private FamilySum @Nullable [] values;

    private FamilySum @Nullable [] counts;
    private FamilySum @Nullable [] longLived;
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
        switch (role) {
            case COUNTER, HOLDINGS -> values = with(values, number, role, value);
            case LONG_LIVED -> {
                values = with(values, number, role, value);
                longLived = with(longLived, number, role, value);
            }
            case COUNT -> counts = with(counts, number, role, value);
            case OTHER -> {}
        }
    }

    private FamilySum[] with(FamilySum @Nullable [] sums, int number, Role role, double value) {
        FamilySum[] with = sums == null ? new FamilySum[scrapes + 1] : sums;
        if (with[number] == null) {
            with[number] = new FamilySum();
        }
        with[number].add(role, value);
        return with;
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

    FamilySums sums(int number) {
        return new FamilySums(sum(values, number), sum(counts, number), sum(longLived, number));
    }

    /** A sum that lacks a part would be a wrong one. */
    private @Nullable Double sum(FamilySum @Nullable [] sums, int number) {
        return sums == null || sums[number] == null || unvalued > 0 ? null : sums[number].value();
    }
}
