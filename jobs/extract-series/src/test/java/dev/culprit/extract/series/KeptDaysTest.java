package dev.culprit.extract.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.BundleResult.Counts;
import dev.culprit.extract.series.archive.Archive;
import dev.culprit.extract.series.archive.TargetDay;
import dev.culprit.model.Container;
import dev.culprit.model.Period;
import dev.culprit.model.table.FamilyRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.UnreadRow;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptDaysTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
    private static final Period DAY = new Period(Period.startOf(MONDAY), Period.startOf(MONDAY.plusDays(1)));
    private static final Instant LATER = DAY.to().plus(Duration.ofDays(2));
    private static final Container SHOP = new Container("prod", null, "web", "shop", "shop-0", "app");

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.toString(), new Configuration());
    }

    /** @param billed what is asked, null for files */
    private record Source(@Nullable String billed) implements Archive {
        @Override
        public String environment() {
            return "prod";
        }

        @Override
        public Instant first() {
            return DAY.from();
        }

        @Override
        public Instant last() {
            return DAY.to();
        }

        @Override
        public SortedMap<LocalDate, List<TargetDay>> days(Period period) {
            return new TreeMap<>();
        }

        @Override
        public List<UnreadRow> unread() {
            return List.of();
        }

        @Override
        public long unmatched() {
            return 0;
        }
    }

    @Test
    void daysAroundAKeptOneAreAskedForInPartsWithoutAGap() {
        run("service", LATER, 3, 3);
        Instant sunday = Period.startOf(MONDAY.minusDays(1));
        Instant thursday = Period.startOf(MONDAY.plusDays(3));
        KeptDays kept = new KeptDays(warehouse, LATER);
        assertThat(kept.due(new Source("service"), new Period(sunday, thursday)))
                .containsExactly(new Period(sunday, DAY.from()), new Period(DAY.to(), thursday));
        assertThat(kept.kept()).isEqualTo(1);
    }

    private List<Period> due(@Nullable String billed) {
        return new KeptDays(warehouse, LATER).due(new Source(billed), DAY);
    }

    /** A run that reads the day, as far as these tables go. */
    private void run(@Nullable String billed, Instant now, int scrapes, int counted) {
        KeptDays kept = new KeptDays(warehouse, now);
        kept.due(new Source(billed), DAY);
        Partition partition = new Partition("prod", MONDAY);
        try (Publication publication = warehouse.publication("extract-series")) {
            write(publication, partition, scrapes);
            kept.note(
                    publication,
                    partition,
                    List.of(new BundleResult(
                            partition, null, null, null, new Counts(counted, 0, 0, 0, 1, 1), List.of())));
            publication.publish();
        }
    }

    private static void write(Publication publication, Partition partition, int scrapes) {
        publication.write(
                Table.SCRAPES,
                partition,
                IntStream.range(0, scrapes)
                        .mapToObj(number -> new ScrapeRow(
                                SHOP,
                                DAY.from().plusSeconds(60L * number),
                                "url",
                                new ScrapeRow.Body(1, 1, 1, 0),
                                null,
                                ScrapeRow.OK,
                                null,
                                null,
                                ScrapeRow.Flaws.NONE))
                        .toList());
        publication.write(
                Table.SERIES,
                partition,
                List.of(new SeriesRow(
                        SHOP, null, "hits", "counter", Map.of("path", "/"), 1, DAY.from(), DAY.from(), scrapes)));
        publication.write(
                Table.FAMILIES, partition, List.of(new FamilyRow(SHOP, DAY.from(), "hits", "counter", 1, null, null)));
    }

    @Test
    void whatIsFinalIsNotAskedForAgain() {
        assertThat(due("service")).as("nothing is there").containsExactly(DAY);
        run("service", LATER, 3, 3);
        assertThat(due("service")).isEmpty();
        assertThat(due(null)).as("files cost nothing").containsExactly(DAY);
    }

    @Test
    void anotherStepOrLabelIsAnotherQuestion() {
        run("service, step PT15M", LATER, 3, 3);
        assertThat(due("service, step PT5M")).containsExactly(DAY);
    }

    @Test
    void samplesOfAYoungDayMayStillArrive() {
        run("service", LATER.minusSeconds(1), 3, 3);
        assertThat(due("service")).containsExactly(DAY);
    }

    @Test
    void aDayThatAnotherSourceHasOverwrittenIsAskedForAgain() {
        run("service", LATER, 3, 3);
        run(null, LATER, 3, 3);
        assertThat(due("service")).containsExactly(DAY);
        run("service", LATER, 3, 3);
        assertThat(due("service")).isEmpty();
    }

    @Test
    void aDayWithoutAllItsScrapesIsAskedForAgain() {
        run("service", LATER, 3, 4);
        assertThat(due("service")).containsExactly(DAY);
    }

    @Test
    void aRunThatKeepsEverythingSaysSo() {
        String nothing =
                "extract-series: 0 scrapes, 0 partial, 0 rejected, 0 unmatched files, 0 targets, 0 series rows";
        assertThat(ExtractSeriesJob.summary(List.of(new Source("service")), Map.of(), List.of(), 7))
                .hasToString(nothing + ", 7 days kept");
        assertThat(ExtractSeriesJob.summary(List.of(new Source(null)), Map.of(), List.of(), 0))
                .hasToString(nothing);
    }
}
