package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.Rows;
import dev.culprit.model.table.ScrapeRow;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class ContainerHistoryTest {
    @Test
    void theScrapeStepIsTheUsualOne() {
        assertThat(scrapedAt(0, 600, 1200, 9000, 9600).scrapeStep()).isEqualTo(600);
        assertThat(scrapedAt(0).scrapeStep()).isNaN();
    }

    @Test
    void withoutScrapesItIsNotScraped() {
        assertThat(scrapedAt(0).scraped()).isTrue();
        assertThat(scrapedAt().scraped()).isFalse();
    }

    @Test
    void anotherContainersScrapesBringTheirBirthsAndSayWhoseTheyAre() {
        ContainerHistory bare =
                new Pod("shop-0", 1, 12).unscraped().using((life, hour) -> 1e6).history();
        ContainerHistory scraped = new Pod("shop-0", 1, 12)
                .taking("host", 1, Pod.hourly(0, 0, 5))
                .saying((life, hour) -> 2e6)
                .history();
        ContainerHistory both = bare.scrapedWith(scraped);
        assertThat(both.memory()).isEqualTo(bare.memory());
        assertThat(both.ledgers()).isEqualTo(scraped.ledgers());
        assertThat(both.scrapedWith()).isEqualTo("proxy");
        // What the other process says of itself is not this one's memory.
        assertThat(scraped.inside()).isNotNull();
        assertThat(both.inside()).isNull();
    }

    private static ContainerHistory scrapedAt(double... seconds) {
        List<ScrapeRow> scrapes =
                DoubleStream.of(seconds).mapToObj(Rows::scrape).toList();
        return new Observations(Rows.CONTAINER, false, List.of(), scrapes, List.of(), List.of()).history();
    }
}
