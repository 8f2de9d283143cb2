package dev.culprit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.Container;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Flattened;
import dev.culprit.model.PartitionColumn;
import dev.culprit.model.finding.BeforeAfter;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.table.MemoryRow;
import dev.culprit.model.table.Partition;
import dev.culprit.model.table.ScrapeRow;
import dev.culprit.model.table.Table;
import dev.culprit.model.table.TrendRow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in rows whose parts are columns of the table. */
final class FlattenedTest {
    private static final Partition PROD = new Partition("prod", LocalDate.parse("2026-11-16"));
    private static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.toString(), new Configuration());
    }

    private <R extends Record> void publish(Table<R> table, List<R> rows) {
        try (Publication publication = warehouse.publication("test")) {
            publication.write(table, PROD, rows);
            publication.publish();
        }
    }

    /** The same table by another record, as other tools and earlier releases write it. */
    private <R extends Record> List<R> readBack(Table<R> table, Record row) {
        write(table.name(), row);
        return warehouse.read(table, PROD);
    }

    @SuppressWarnings("unchecked") // a record's class is that of its kind of records
    private <W extends Record> void write(String table, W row) {
        publish(new Table<>(table, (Class<W>) row.getClass()), List.of(row));
    }

    private static MemoryRow memory(Container container) {
        return new MemoryRow(container, NOON, 60, 1e6, null, null, null, "api", "limit");
    }

    @Test
    void theEnvironmentOfARowIsThatOfItsFolder() {
        publish(
                Table.CONTAINER_MEMORY,
                List.of(memory(new Container("prod", "eks", "web", "shop", "shop-1", "proxy"))));
        assertThat(RecordSchema.of("m", MemoryRow.class).containsField("environment"))
                .isFalse();
        assertThat(warehouse.read(Table.CONTAINER_MEMORY, PROD))
                .extracting(row -> row.container().environment())
                .containsExactly("prod");
    }

    @Test
    void containersMayFollowEachOtherInAnyOrder() {
        Container proxy = new Container("prod", null, "web", "shop", "shop-1", "proxy");
        Container pod = new Container("prod", "eks", "web", null, "shop-2", null);
        Container same = new Container("prod", null, "web", "shop", "shop-1", "proxy");
        List<MemoryRow> rows = List.of(memory(proxy), memory(proxy), memory(pod), memory(same), memory(pod));
        publish(Table.CONTAINER_MEMORY, rows);
        assertThat(warehouse.read(Table.CONTAINER_MEMORY, PROD)).isEqualTo(rows);
    }

    /** All columns required, as tools write that know no nulls. */
    record RequiredMemory(
            String cluster,
            String namespace,
            String workload,
            String pod,
            String container,
            Instant time,
            int periodSeconds,
            double workingSetBytes,
            Double limitBytes,
            Double restarts,
            Double oomKills,
            String source,
            String derivation) {}

    @Test
    void filesWhoseOptionalColumnsAreRequiredAreRead() {
        assertThat(readBack(
                        Table.CONTAINER_MEMORY,
                        new RequiredMemory(
                                "eks", "web", "shop", "shop-1", "proxy", NOON, 60, 1e6, 2e6, 0.0, 0.0, "api", "limit")))
                .containsExactly(new MemoryRow(
                        new Container("prod", "eks", "web", "shop", "shop-1", "proxy"),
                        NOON,
                        60,
                        1e6,
                        2e6,
                        0.0,
                        0.0,
                        "api",
                        "limit"));
    }

    /** No optional column at all. */
    record BareMemory(
            String namespace,
            String pod,
            Instant time,
            int periodSeconds,
            double workingSetBytes,
            String source,
            String derivation) {}

    @Test
    void filesWithoutOptionalColumnsAreRead() {
        assertThat(readBack(Table.CONTAINER_MEMORY, new BareMemory("web", "shop-1", NOON, 60, 1e6, "api", "limit")))
                .containsExactly(memory(new Container("prod", null, "web", null, "shop-1", null)));
    }

    /** As findings were before their last columns. */
    record BareFinding(
            String namespace,
            String workload,
            String container,
            Instant periodFrom,
            Instant periodTo,
            String verdict,
            double confidence,
            List<Finding.Culprit> culprits,
            List<Finding.Evidence> evidence,
            List<String> refutedBy,
            List<String> missing,
            List<Finding.Elsewhere> environments) {}

    @Test
    void findingsOfTablesWithoutSuspectsAreRead() {
        BareFinding old = new BareFinding(
                "web",
                "shop",
                "proxy",
                NOON,
                NOON.plusSeconds(60),
                "steady",
                0.9,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(readBack(Table.FINDINGS, old)).singleElement().satisfies(finding -> {
            assertThat(finding.container().workload()).isEqualTo("shop");
            assertThat(finding.interventions()).isNull();
            assertThat(finding.suspects()).isNull();
        });
    }

    @Test
    void whatATableRequiresOfItsContainersMustBeThere() {
        write(Table.SCRAPES.name(), new BareMemory("web", "shop-1", NOON, 60, 1e6, "api", "limit"));
        assertThatThrownBy(() -> warehouse.read(Table.SCRAPES, PROD))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("no column 'container'");
        Container pod = new Container("prod", null, "web", "shop", "shop-1", null);
        TrendRow ofPod = new TrendRow(pod, NOON, NOON, "restart", 1, null, null, null, "flat", null);
        assertThatThrownBy(() -> publish(Table.MEMORY_TRENDS, List.of(ofPod)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("container of");
    }

    @Test
    void theSameContainerMayBeOptionalInOneTableAndRequiredInAnother() {
        assertThat(RecordSchema.of("t", MemoryRow.class).toString())
                .contains("required binary pod", "optional binary container", "optional binary workload");
        assertThat(RecordSchema.of("t", ScrapeRow.class).toString())
                .contains("required binary pod", "required binary container", "optional binary workload");
        assertThat(RecordSchema.of("t", TrendRow.class).toString())
                .contains("required binary pod", "required binary container", "required binary workload");
    }

    record Outer(@Flattened Middle middle, List<Nested> nested) {}

    record Middle(String before, @Flattened Inner inner, String after) {}

    record Inner(@Nullable Integer number) {}

    record Nested(String name, @Flattened Inner inner) {}

    @Test
    void flattenedRecordsNestAndStandInNestedRecords() {
        Table<Outer> table = new Table<>("outers", Outer.class);
        List<Outer> rows = List.of(
                new Outer(
                        new Middle("a", new Inner(1), "b"),
                        List.of(new Nested("x", new Inner(null)), new Nested("y", new Inner(2)))),
                new Outer(new Middle("c", new Inner(null), "d"), List.of()));
        publish(table, rows);
        assertThat(warehouse.read(table, PROD)).isEqualTo(rows);
        assertThat(RecordSchema.of("t", Outer.class).getPaths().stream().map(path -> String.join(".", path)))
                .containsExactly("before", "number", "after", "nested.list.element.name", "nested.list.element.number");
    }

    record Ends(
            @Flattened(prefix = "first_") Middle first,
            @Flattened(prefix = "size_") BeforeAfter<Long> size,
            @Flattened(prefix = "slope_") BeforeAfter<Finding.Interval> slope) {}

    @Test
    void aPrefixTellsApartRecordsOfTheSameTypeAndTypeParametersAreWhatTheComponentSays() {
        Table<Ends> table = new Table<>("ends", Ends.class);
        Ends row = new Ends(
                new Middle("a", new Inner(null), "b"),
                new BeforeAfter<>(1L, 2L),
                new BeforeAfter<>(new Finding.Interval(1, 0, 2), new Finding.Interval(2, 1, 3)));
        publish(table, List.of(row));
        assertThat(warehouse.read(table, PROD)).containsExactly(row);
        MessageType schema = RecordSchema.of("t", Ends.class);
        assertThat(schema.getFields())
                .extracting(Type::getName)
                .containsExactly(
                        "first_before",
                        "first_number",
                        "first_after",
                        "size_before",
                        "size_after",
                        "slope_before",
                        "slope_after");
        assertThat(schema.getType("size_before").asPrimitiveType().getPrimitiveTypeName())
                .isEqualTo(PrimitiveTypeName.INT64);
    }

    record Street(
            String name,

            @Flattened(prefix = "house_", bare = "number") @Nullable
            House house,

            List<Lane> lanes) {}

    record House(
            int number,
            List<String> names,
            @Nullable Instant built,
            @Flattened @Nullable Rent rent) {}

    record Rent(double rent, Finding.Interval year) {}

    record Lane(@Flattened(prefix = "house_") @Nullable House house, boolean paved) {}

    @Test
    void aPartThatIsMissingIsNullInAllItsColumns() {
        House house = new House(3, List.of("Rose", "Lily"), NOON, new Rent(1.5, new Finding.Interval(1, 0, 2)));
        House bare = new House(4, List.of(), null, null);
        Table<Street> table = new Table<>("streets", Street.class);
        List<Street> rows = List.of(
                new Street("a", house, List.of(new Lane(null, true), new Lane(house, false), new Lane(bare, true))),
                new Street("b", null, List.of()),
                new Street("c", bare, List.of(new Lane(null, true))),
                new Street("d", house, List.of()));
        publish(table, rows);
        assertThat(warehouse.read(table, PROD)).isEqualTo(rows);
        assertThat(RecordSchema.of("t", Street.class).toString())
                .contains(
                        "  optional int32 house;",
                        "  required group house_names (LIST)",
                        "  optional int64 house_built",
                        "  optional double house_rent;",
                        "  optional group house_year {\n    required double estimate;");
    }

    /** A street without its house's own columns, as tables were before it had any. */
    record BareStreet(String name, List<String> houseNames, List<Lane> lanes) {}

    /** A house of which somebody lost the number. */
    record HalfStreet(String name, List<String> houseNames, Instant houseBuilt, List<Lane> lanes) {}

    @Test
    void aPartWhoseColumnsAFileLacksIsNullAndOneThatIsThereByHalfIsRefused() {
        Table<Street> table = new Table<>("streets", Street.class);
        assertThat(readBack(table, new BareStreet("a", List.of(), List.of())))
                .containsExactly(new Street("a", null, List.of()));
        assertThatThrownBy(() -> readBack(table, new HalfStreet("a", List.of("Rose"), NOON, List.of())))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("column 'house' is null where 'house_built' is not");
    }

    record OfUnknown(@Flattened(required = "colour") Container container) {}

    record OfNull(@Flattened @Nullable Inner inner) {}

    record OfText(@Flattened String text) {}

    record OfFolder(@PartitionColumn String region) {}

    @Test
    void annotationsThatContradictTheRecordAreRefused() {
        for (Class<? extends Record> row : List.of(OfUnknown.class, OfNull.class, OfText.class, OfFolder.class)) {
            assertThatThrownBy(() -> RecordSchema.of("t", row))
                    .as(row.getSimpleName())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
