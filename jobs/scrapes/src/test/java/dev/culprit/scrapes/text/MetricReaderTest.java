package dev.culprit.scrapes.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.table.ScrapeRow;
import dev.culprit.scrapes.ScanLimits;
import dev.culprit.scrapes.lifetime.ScrapeOutcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MetricReaderTest {
    private final List<String> read = new ArrayList<>();

    private ScrapeOutcome read(MetricReader reader, String body) {
        return reader.read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                (metric, labels, value) -> read.add(metric + labels + value));
    }

    private static MetricReader reader(boolean strict) {
        return new MetricReader(ScanLimits.DEFAULT, strict, Set.of("a", "b.c"));
    }

    @Test
    void onlyWhatIsWantedIsTold() {
        MetricReader reader = reader(false);
        String body = """
            # TYPE a gauge
            a{x="1"} 5
            ab 6
            a 7 1763380790000
            {"b.c",y="2"} 8
            {"d"} 9
            """;
        assertThat(read(reader, body).status()).isEqualTo(ScrapeRow.OK);
        assertThat(read).containsExactly("a{x=1}5.0", "a{}7.0", "b.c{y=2}8.0");
        read.clear();
        read(reader, body.replace("a 7", "a 70").replace("ab 6", "ac 6"));
        assertThat(read).as("the next body").containsExactly("a{x=1}5.0", "a{}70.0", "b.c{y=2}8.0");
    }

    @Test
    void aStrictReaderTellsNothingOfADamagedBody() {
        assertThat(read(reader(false), "a 1\nbroken{\n").status()).isEqualTo(ScrapeRow.PARTIAL);
        assertThat(read).containsExactly("a{}1.0");
        read.clear();
        assertThat(read(reader(true), "a 1\nbroken{\n").status()).isEqualTo(ScrapeRow.REJECTED);
        assertThat(read).isEmpty();
    }
}
