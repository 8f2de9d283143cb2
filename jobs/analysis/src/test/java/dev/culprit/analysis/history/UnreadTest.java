package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.model.table.ScrapeRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UnreadTest {
    private static final Container CONTAINER = new Container("prod", null, "web", "shop", "shop-0", "app");

    @Test
    void scrapesThatWereReadWhollyLostNothing() {
        assertThat(Unread.of(List.of(ok(), ok()))).isEqualTo(Unread.NOTHING);
        assertThat(Unread.of(List.of())).isEqualTo(Unread.NOTHING);
        assertThat(Unread.NOTHING.matters()).isFalse();
    }

    @Test
    void theWorstScrapeTellsHowMuchWasLost() {
        Unread unread = Unread.of(List.of(partial(98, 2L), partial(90, 10L), ok()));
        assertThat(unread.share()).isEqualTo(0.1);
        assertThat(unread.reason()).isEqualTo("line 7");
        assertThat(unread.matters()).isTrue();
    }

    @Test
    void aLineInAHundredDoesNotMatter() {
        assertThat(Unread.of(List.of(partial(99, 1L))).matters()).isFalse();
    }

    @Test
    void aBodyThatBrokeOffMayHaveLostAnything() {
        Unread unread = Unread.of(List.of(partial(90, 0L), partial(50, 50L)));
        assertThat(unread.isKnown()).isFalse();
        assertThat(unread.matters()).isTrue();
        assertThat(Unread.of(List.of(partial(50, 50L))).isKnown()).isTrue();
    }

    @Test
    void rowsOfBeforeLinesWereCountedSayNothing() {
        assertThat(Unread.of(List.of(partial(90, null)))).isEqualTo(Unread.NOTHING);
    }

    @Test
    void oneScrapeOfManyIsAnAccident() {
        List<ScrapeRow> scrapes = new ArrayList<>(List.of(partial(50, 50L)));
        for (int i = 0; i < 19; i++) {
            scrapes.add(ok());
        }
        assertThat(Unread.of(scrapes).matters()).isFalse();
    }

    private static ScrapeRow ok() {
        return row(100, ScrapeRow.OK, null, 0L);
    }

    private static ScrapeRow partial(long samples, @Nullable Long unread) {
        return row(samples, ScrapeRow.PARTIAL, "line 7", unread);
    }

    private static ScrapeRow row(long samples, String status, @Nullable String reason, @Nullable Long unread) {
        return new ScrapeRow(
                CONTAINER,
                Instant.EPOCH,
                "a.prom",
                new ScrapeRow.Body(1000, samples, samples, 0),
                null,
                status,
                reason,
                null,
                new ScrapeRow.Flaws(0L, unread, null));
    }
}
