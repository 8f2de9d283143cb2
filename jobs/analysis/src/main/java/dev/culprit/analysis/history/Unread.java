package dev.culprit.analysis.history;

import dev.culprit.model.table.ScrapeRow;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was in the scrapes and could not be read. What was not read was not seen, so it bounds what can be said.
 *
 * @param share of lines in the worst scrape, 0 to 1; 1 where an unknown part of it is missing
 * @param reason what was wrong there; null where nothing was
 */
public record Unread(double share, @Nullable String reason) implements Serializable {
    static final Unread NOTHING = new Unread(0, null);

    /** By hand: below, what is lost is a line here and there, and no label's values. */
    private static final double SMALL = 0.02;
    /** By hand: so large a part of the scrapes must have lost something; one that broke off is an accident. */
    private static final double OFTEN = 0.1;

    static Unread of(List<ScrapeRow> scrapes) {
        List<Unread> losses = scrapes.stream()
                .filter(scrape -> !scrape.status().equals(ScrapeRow.OK))
                .map(scrape -> new Unread(share(scrape), scrape.reason()))
                .toList();
        return losses.size() < Math.max(1, OFTEN * scrapes.size())
                ? NOTHING
                : losses.stream().max(Comparator.comparingDouble(Unread::share)).orElse(NOTHING);
    }

    private static double share(ScrapeRow scrape) {
        long unread = scrape.unread() == null ? 0 : scrape.unread();
        return unread == 0 ? 1 : (double) unread / (scrape.samples() + unread);
    }

    /** Whether what is lost may bear a label that grows. */
    public boolean matters() {
        return share > SMALL;
    }
}
