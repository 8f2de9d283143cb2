package dev.culprit.analysis.history;

import static java.util.Objects.requireNonNull;

import dev.culprit.model.table.ScrapeRow;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was in the scrapes and could not be read, or is not in the database that has the rest. What was not read was not seen, so it
 * bounds what can be said.
 *
 * @param share of lines in the worst scrape, 0 to 1; 1 where it broke off, so that nobody knows the part that is missing
 * @param reason what was wrong there; null where nothing was
 */
public record Unread(double share, @Nullable String reason) implements Serializable {
    static final Unread NOTHING = new Unread(0, null);

    private static final double BROKEN_OFF = 1;
    /** By hand: below, what is lost is a line here and there, and no label's values. */
    private static final double SMALL = 0.02;
    /** By hand: so large a part of the scrapes must have lost something; one that broke off is an accident. */
    private static final double OFTEN = 0.1;

    static Unread of(List<ScrapeRow> scrapes) {
        List<Unread> losses = scrapes.stream()
                // Tables of before lines were counted say nothing of how many it were.
                .filter(scrape ->
                        !scrape.status().equals(ScrapeRow.OK) && scrape.flaws().unread() != null)
                .map(scrape -> new Unread(share(scrape), scrape.reason()))
                .toList();
        return losses.size() < Math.max(1, OFTEN * scrapes.size())
                ? NOTHING
                : losses.stream().max(Comparator.comparingDouble(Unread::share)).orElse(NOTHING);
    }

    private static double share(ScrapeRow scrape) {
        long unread = requireNonNull(scrape.flaws().unread());
        return unread == 0 ? BROKEN_OFF : (double) unread / (scrape.body().samples() + unread);
    }

    /** Whether it is known how much is missing. */
    public boolean isKnown() {
        return share < BROKEN_OFF;
    }

    /** Whether what is lost may bear a label that grows. */
    public boolean matters() {
        return share > SMALL;
    }
}
