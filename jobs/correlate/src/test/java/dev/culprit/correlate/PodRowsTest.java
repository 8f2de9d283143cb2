package dev.culprit.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

final class PodRowsTest {
    private static final Row MEMORY = RowFactory.create(
            null, "web", "shop", "shop-1", "proxy", Instant.EPOCH, 300, 1e6, null, null, null, "metric-stream", "p50");

    private static Row row(String environment, String namespace, String pod) {
        return RowFactory.create(environment, namespace, pod, MEMORY, null, null, null);
    }

    @Test
    void rowsThatFollowEachOtherAreOnePod() {
        List<Row> rows = List.of(
                row("prod", "web", "shop-1"),
                row("prod", "web", "shop-1"),
                row("prod", "web", "shop-2"),
                row("prod", "zoo", "shop-2"),
                row("test", "zoo", "shop-2"));
        List<String> pods = new ArrayList<>();
        PodRows.oneByOne(rows.iterator())
                .forEachRemaining(pod -> pods.add("%s/%s/%s: %d"
                        .formatted(
                                pod.environment(),
                                pod.namespace(),
                                pod.pod(),
                                pod.memory().size())));
        assertThat(pods)
                .containsExactly(
                        "prod/web/shop-1: 2", "prod/web/shop-2: 1", "prod/zoo/shop-2: 1", "test/zoo/shop-2: 1");
    }

    /** What a fleet's tasks rely on: the next pods' rows are not fetched before somebody asks for them. */
    @Test
    void noPodIsReadAhead() {
        AtomicInteger fetched = new AtomicInteger();
        Iterator<Row> rows = List.of("a", "a", "b", "b", "c", "c").stream()
                .map(pod -> row("prod", "web", pod))
                .peek(row -> fetched.incrementAndGet())
                .iterator();
        Iterator<PodRows> pods = PodRows.oneByOne(rows);
        assertThat(pods.next().memory()).hasSize(2);
        assertThat(fetched).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void noRowsNoPods() {
        Iterator<PodRows> none = PodRows.oneByOne(List.<Row>of().iterator());
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }
}
