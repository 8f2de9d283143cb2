package dev.culprit.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.correlate.PodBlock.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

final class PodRowsTest {
    private static Tuple2<PodKey, PodBlock> block(String environment, String namespace, String pod) {
        RowBlocks<?>.Writer memory = PodRows.MEMORY.writer();
        memory.add(new Object[] {
            null, namespace, "shop", pod, "proxy", Instant.EPOCH, 300, 1e6, null, null, null, "metric-stream", "p50"
        });
        return new Tuple2<>(new PodKey(environment, namespace, pod), new PodBlock(Kind.MEMORY, "", memory.block()));
    }

    @Test
    void blocksThatFollowEachOtherAreOnePod() {
        List<Tuple2<PodKey, PodBlock>> blocks = List.of(
                block("prod", "web", "shop-1"),
                block("prod", "web", "shop-1"),
                block("prod", "web", "shop-2"),
                block("prod", "zoo", "shop-2"),
                block("test", "zoo", "shop-2"));
        List<String> pods = new ArrayList<>();
        PodRows.oneByOne(blocks.iterator())
                .forEachRemaining(pod -> pods.add("%s/%s/%s: %d"
                        .formatted(
                                pod.key().environment(),
                                pod.key().namespace(),
                                pod.key().pod(),
                                pod.memory().size())));
        assertThat(pods)
                .containsExactly(
                        "prod/web/shop-1: 2", "prod/web/shop-2: 1", "prod/zoo/shop-2: 1", "test/zoo/shop-2: 1");
    }

    /** What a fleet's tasks rely on: the next pods' blocks are not fetched before somebody asks for them. */
    @Test
    void noPodIsReadAhead() {
        AtomicInteger fetched = new AtomicInteger();
        Iterator<Tuple2<PodKey, PodBlock>> blocks = List.of("a", "a", "b", "b", "c", "c").stream()
                .map(pod -> block("prod", "web", pod))
                .peek(block -> fetched.incrementAndGet())
                .iterator();
        Iterator<PodRows> pods = PodRows.oneByOne(blocks);
        assertThat(pods.next().memory()).hasSize(2);
        assertThat(fetched).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void noBlocksNoPods() {
        Iterator<PodRows> none =
                PodRows.oneByOne(List.<Tuple2<PodKey, PodBlock>>of().iterator());
        assertThat(none.hasNext()).isFalse();
        assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
    }
}
