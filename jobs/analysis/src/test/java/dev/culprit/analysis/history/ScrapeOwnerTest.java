package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.Pod;
import dev.culprit.analysis.Rows;
import dev.culprit.model.Container;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.SeriesRow;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose scrapes a container is judged by. */
final class ScrapeOwnerTest {
    private static final ContainerHistory APP = unscraped("prod", "shop-0", "app");
    private static final ContainerHistory PROXY = scraped("prod", "shop-0", "proxy", 3);

    @Test
    void aContainerThatIsScrapedOwnsItsScrapes() {
        assertThat(ScrapeOwner.assign(PROXY, List.of(APP, PROXY))).isSameAs(PROXY);
    }

    @Test
    void oneThatNeverIsGetsThoseOfItsPod() {
        ContainerHistory assigned = ScrapeOwner.assign(APP, List.of(APP, PROXY));
        assertThat(assigned.scrapedWith()).isEqualTo("proxy");
        assertThat(assigned.ledgers()).isEqualTo(PROXY.ledgers());
    }

    @Test
    void ofTwoTheOneWithMostBirths() {
        ContainerHistory agent = scraped("prod", "shop-0", "agent", 9);
        assertThat(ScrapeOwner.assign(APP, List.of(APP, PROXY, agent)).scrapedWith())
                .isEqualTo("agent");
    }

    @Test
    void scrapesOfAnotherPodOrEnvironmentAreNotIts() {
        assertThat(ScrapeOwner.assign(
                        APP,
                        List.of(APP, scraped("prod", "shop-1", "proxy", 3), scraped("test", "shop-0", "proxy", 3))))
                .isSameAs(APP);
    }

    @Test
    void oneThatIsScrapedInAnotherReplicaGetsNone() {
        assertThat(ScrapeOwner.assign(APP, List.of(APP, PROXY, scraped("prod", "shop-1", "app", 3))))
                .isSameAs(APP);
    }

    @Test
    void aPodThatIsMeasuredAsAWholeGetsNone() {
        ContainerHistory whole =
                new Pod("shop-0", 1, 6).measuredAsAWhole().unscraped().history();
        assertThat(ScrapeOwner.assign(whole, List.of(whole, scraped("prod", "shop-0", "agent", 3))))
                .isSameAs(whole);
    }

    private static ContainerHistory unscraped(String environment, String pod, String container) {
        return history(environment, pod, container, List.of(), List.of());
    }

    private static ContainerHistory scraped(String environment, String pod, String container, int births) {
        return history(
                environment,
                pod,
                container,
                List.of(Rows.scrape(0), Rows.scrape(7200)),
                IntStream.range(0, births)
                        .mapToObj(i -> Rows.series(7200, 7200, "m", Map.of("host", "h" + i)))
                        .toList());
    }

    private static ContainerHistory history(
            String environment, String pod, String container, List<ScrapeRow> scrapes, List<SeriesRow> series) {
        return new Observations(
                        new Container(environment, null, "web", "shop", pod, container),
                        false,
                        List.of(Rows.memory(0, 1e6)),
                        scrapes,
                        List.of(),
                        series)
                .history();
    }
}
