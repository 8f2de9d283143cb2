package dev.culprit.model.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Flattened;
import dev.culprit.model.PartitionColumn;
import dev.culprit.model.finding.Finding.Interval;
import java.lang.reflect.InvocationTargetException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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

    record Priced(
            @Flattened(prefix = "at_", bare = "name") @Nullable
            Place at,

            @Flattened(prefix = "price_", bare = "estimate") @Nullable
            Interval price) {}

    record Place(
            String name,
            List<String> streets,
            int number,
            @Nullable List<String> signs,

            @Flattened(prefix = "rent_", bare = "estimate") @Nullable
            Interval rent) {}

    private static final RecordMaker<Priced> PRICED = new RecordMaker<>(Priced.class);

    private static Priced priced(@Nullable Object... values) throws InvocationTargetException {
        return PRICED.make(values, null, UnaryOperator.identity());
    }

    @Test
    void aPartThatMayBeMissingHasOptionalColumnsButForItsLists() {
        assertThat(PRICED.columns())
                .extracting(Part.Column::name)
                .containsExactly(
                        "at",
                        "at_streets",
                        "at_number",
                        "at_signs",
                        "at_rent",
                        "at_rent_low",
                        "at_rent_high",
                        "price",
                        "price_low",
                        "price_high");
        assertThat(PRICED.columns())
                .filteredOn(column -> !column.optional())
                .extracting(Part.Column::name)
                .containsExactly("at_streets");
        assertThat(PRICED.columns().get(2).type()).isEqualTo(Integer.class);
    }

    @Test
    void aPartOfWhichNothingIsThereIsNull() throws InvocationTargetException {
        assertThat(priced(null, List.of(), null, null, null, null, null, 1.0, 0.0, 2.0))
                .isEqualTo(new Priced(null, new Interval(1, 0, 2)));
        assertThat(priced("x", List.of(), 3, null, null, null, null, null, null, null))
                .isEqualTo(new Priced(new Place("x", List.of(), 3, null, null), null));
        assertThat(priced("x", List.of("a"), 3, List.of(), 1.0, 0.0, 2.0, null, null, null))
                .isEqualTo(new Priced(new Place("x", List.of("a"), 3, List.of(), new Interval(1, 0, 2)), null));
    }

    @Test
    void aPartThatIsThereByHalfIsRefused() {
        assertThatThrownBy(() -> priced(null, List.of(), 3, null, null, null, null, null, null, null))
                .isInstanceOf(CulpritException.class)
                .hasMessage("column 'at' is null where 'at_number' is not");
        assertThatThrownBy(() -> priced(null, List.of("a"), null, null, null, null, null, null, null, null))
                .isInstanceOf(CulpritException.class);
        assertThatThrownBy(() -> priced("x", List.of(), 3, null, 1.0, null, 2.0, null, null, null))
                .hasMessage("column 'at_rent_low' is null where 'at_rent_high' is not");
    }

    @Test
    void recordsAreTakenApartAsTheyAreMade() throws InvocationTargetException {
        RecordValues<Priced> values = new RecordValues<>(Priced.class);
        assertThat(values.columns())
                .extracting(Part.Column::name)
                .isEqualTo(PRICED.columns().stream().map(Part.Column::name).toList());
        assertThat(values.of(new Priced(null, null)))
                .containsExactly(null, List.of(), null, null, null, null, null, null, null, null);
        for (Priced row : List.of(
                new Priced(null, null),
                new Priced(new Place("x", List.of("a"), 3, null, null), new Interval(1, 0, 2)),
                new Priced(new Place("x", List.of(), 3, List.of(), new Interval(1, 0, 2)), null))) {
            assertThat(priced(values.of(row).toArray())).isEqualTo(row);
        }
    }

    record Empty(@Flattened @Nullable Loosest loosest) {}

    record Loosest(@Nullable String text, List<String> texts) {}

    record Unnamed(@Flattened(bare = "estimate") Interval interval) {}

    record Unmet(
            @Flattened(prefix = "price_", bare = "middle") Interval interval) {}

    record Loose(@Flattened String text) {}

    record Elsewhere(@PartitionColumn String region) {}

    record Wrong(@Flattened(required = "nothing") Container container) {}

    @Test
    void annotationsThatContradictTheRecordAreRefused() {
        assertThatThrownBy(() -> Part.of(Loose.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Part.of(Elsewhere.class)).hasMessageContaining("no folder tells");
        assertThatThrownBy(() -> Part.of(Wrong.class)).hasMessageContaining("[nothing]");
        assertThatThrownBy(() -> Part.of(Empty.class)).hasMessageContaining("nobody could tell");
        assertThatThrownBy(() -> Part.of(Unnamed.class)).hasMessageContaining("no prefix names estimate");
        assertThatThrownBy(() -> Part.of(Unmet.class)).hasMessageContaining("[middle]");
    }
}
