package dev.culprit.scrapes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.Container;
import dev.culprit.scrapes.lifetime.CollectedRows;
import dev.culprit.scrapes.lifetime.FloatLabels;
import dev.culprit.scrapes.lifetime.ScrapeColumns;
import dev.culprit.scrapes.lifetime.SeriesFeed;
import dev.culprit.scrapes.lifetime.SeriesFeed.Scrape;
import dev.culprit.scrapes.lifetime.Sightings;
import dev.culprit.scrapes.text.BodyListener;
import dev.culprit.scrapes.text.BodyScanner;
import dev.culprit.scrapes.text.MalformedLineException;
import dev.culprit.scrapes.text.SeriesIdentity;
import dev.culprit.scrapes.text.SeriesTextNames;
import dev.culprit.scrapes.text.SeriesTextTable;
import dev.culprit.scrapes.text.TargetReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded minute of two pods of Istio, one of which restarts, fed scrape by scrape and series by series. */
final class TwoFeedsTest {
    private static final Container TARGET = new Container("prod", "eks", "web", "shop", "shop-1", "proxy");

    private record Body(Instant time, String file, byte[] content) {}

    private static List<Body> bodies(String pod) throws IOException {
        List<Body> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/corpus/e2e-istio/" + pod))) {
            for (Path path : files.sorted().toList()) {
                String file = path.getFileName().toString();
                Instant time = Instant.ofEpochMilli(Long.parseLong(file.replace(".prom.gz", "")));
                bodies.add(new Body(time, file, Files.readAllBytes(path)));
            }
        }
        return bodies;
    }

    private static CollectedRows byScrape(List<Body> bodies) {
        CollectedRows rows = new CollectedRows();
        TargetReader reader = new TargetReader(TARGET, ScanLimits.DEFAULT, false, rows);
        bodies.forEach(body -> reader.read(body.time(), body.file(), new ByteArrayInputStream(body.content())));
        reader.finish();
        return rows;
    }

    /** A database of the simplest kind: of each series the scrapes that show it, and the values. */
    private static final class Series {
        private final String metric;
        private final int name;
        private final Map<Integer, Double> samples = new TreeMap<>();

        Series(String metric, int name) {
            this.metric = metric;
            this.name = name;
        }
    }

    private static CollectedRows bySeries(List<Body> bodies) {
        SeriesTextTable texts = new SeriesTextTable();
        FloatLabels floats = new FloatLabels();
        SeriesIdentity identity = new SeriesIdentity(ScanLimits.DEFAULT, floats);
        List<Long> ids = new ArrayList<>();
        Map<Long, Series> series = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        BodyScanner scanner = new BodyScanner(texts, ScanLimits.DEFAULT, false, new BodyListener() {
            @Override
            public boolean isPlain(byte[] bytes, int from, int to) {
                return identity.isPlain(bytes, from, to);
            }

            @Override
            public int series(byte[] bytes, int from, int to, int text) throws MalformedLineException {
                long id = identity.of(bytes, from, to);
                String metric = identity.metric();
                series.computeIfAbsent(id, key -> new Series(metric, text));
                ids.add(id);
                return ids.size() - 1;
            }

            @Override
            public void type(String name, String type) {
                types.putIfAbsent(name, type);
                floats.declare(name, type);
            }
        });
        List<Scrape> scrapes = new ArrayList<>();
        for (Body body : bodies) {
            ScrapeColumns columns = new ScrapeColumns();
            int scrape = scrapes.size();
            scrapes.add(new Scrape(
                    body.time(),
                    body.file(),
                    scanner.scan(new ByteArrayInputStream(body.content()), columns)
                            .scrape()));
            for (int i = 0; i < columns.size(); i++) {
                series.get(ids.get(columns.series(i))).samples.putIfAbsent(scrape, columns.value(i));
            }
        }
        CollectedRows rows = new CollectedRows();
        SeriesFeed feed = new SeriesFeed(
                TARGET,
                scrapes,
                false,
                ScanLimits.DEFAULT.series(),
                new SeriesTextNames(texts, ScanLimits.DEFAULT, floats, Set.of()),
                rows);
        types.forEach(feed::declare);
        Sightings sightings = new Sightings();
        series.forEach((id, of) -> {
            sightings.clear();
            boolean valued = feed.wantsValues(of.metric);
            of.samples.forEach((scrape, value) -> {
                if (valued) {
                    sightings.add(scrape, value);
                } else {
                    sightings.addSpan(scrape, scrape);
                }
            });
            feed.series(id, of.metric, of.name, sightings);
        });
        feed.finish();
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pod-a", "pod-b"})
    void theSameScrapesGiveTheSameRows(String pod) throws IOException {
        List<Body> bodies = bodies(pod);
        CollectedRows byScrape = byScrape(bodies);
        CollectedRows bySeries = bySeries(bodies);
        assertThat(byScrape.scrapes).hasSameSizeAs(bodies);
        assertThat(byScrape.scrapes.stream().filter(row -> row.restart() != null))
                .hasSize(pod.equals("pod-a") ? 1 : 0);
        assertThat(byScrape.series).hasSizeGreaterThan(1_000);
        assertThat(byScrape.scrapes).extracting(row -> row.body().births()).anyMatch(births -> births > 0);
        assertThat(bySeries.scrapes).isEqualTo(byScrape.scrapes);
        assertThat(bySeries.families).isEqualTo(byScrape.families);
        assertThat(bySeries.series).hasSameSizeAs(byScrape.series);
        assertThat(new HashSet<>(bySeries.series)).isEqualTo(new HashSet<>(byScrape.series));
    }
}
