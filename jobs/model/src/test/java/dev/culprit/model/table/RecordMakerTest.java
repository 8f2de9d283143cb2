package dev.culprit.model.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.Container;
import dev.culprit.model.Flattened;
import dev.culprit.model.PartitionColumn;
import java.lang.reflect.InvocationTargetException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordMakerTest {
    private static final Instant TIME = Instant.parse("2026-11-16T00:00:00Z");

    @Test
    void theColumnsOfARowAreThoseOfItsContainerAndItsOwnWithoutTheEnvironment() {
        assertThat(new RecordMaker<>(MemoryRow.class).columns())
                .extracting(Part.Column::name)
                .containsExactly(
                        "cluster",
                        "namespace",
                        "workload",
                        "pod",
                        "container",
                        "time",
                        "period_seconds",
                        "working_set_bytes",
                        "limit_bytes",
                        "restarts",
                        "oom_kills",
                        "source",
                        "derivation");
        assertThat(new RecordMaker<>(MemoryRow.class).columns())
                .filteredOn(Part.Column::optional)
                .extracting(Part.Column::name)
                .containsExactly("cluster", "workload", "container", "limit_bytes", "restarts", "oom_kills");
    }

    @Test
    void aRowIsMadeOfItsColumnsAndTheEnvironmentOfItsFolder() throws InvocationTargetException {
        RecordMaker<MemoryRow> maker = new RecordMaker<>(MemoryRow.class);
        Map<Object, Object> shared = new HashMap<>();
        UnaryOperator<Object> first = value -> shared.computeIfAbsent(value, same -> same);
        MemoryRow one = maker.make(values(100.0), "prod", first);
        MemoryRow other = maker.make(values(200.0), "prod", first);
        assertThat(one.container()).isEqualTo(new Container("prod", null, "web", "shop", "shop-1", "proxy"));
        assertThat(one.workingSetBytes()).isEqualTo(100);
        assertThat(other.container()).isSameAs(one.container());
    }

    private static @Nullable Object[] values(double bytes) {
        return new Object[] {null, "web", "shop", "shop-1", "proxy", TIME, 60, bytes, null, null, null, "csv", "bytes"};
    }

    record Loose(@Flattened String text) {}

    record Elsewhere(@PartitionColumn String region) {}

    record Wrong(@Flattened(required = "nothing") Container container) {}

    @Test
    void annotationsThatContradictTheRecordAreRefused() {
        assertThatThrownBy(() -> Part.of(Loose.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Part.of(Elsewhere.class)).hasMessageContaining("no folder tells");
        assertThatThrownBy(() -> Part.of(Wrong.class)).hasMessageContaining("[nothing]");
    }
}
