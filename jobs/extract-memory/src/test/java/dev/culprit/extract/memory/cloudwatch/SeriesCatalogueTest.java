package dev.culprit.extract.memory.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeriesCatalogueTest {
    private static final Series FIRST = Series.of("ContainerInsights", "pod_memory_limit", Map.of("FullPodName", "a"));
    private static final Series SECOND = Series.of("ContainerInsights", "pod_memory_limit", Map.of("FullPodName", "b"));

    @TempDir
    private Path folder;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = new Warehouse(folder.toString(), new Configuration());
    }

    @Test
    void firstAndLastSightAreKept() {
        list("eks", "2026-11-01T12:00:00Z", FIRST);
        list("eks", "2026-11-05T12:00:00Z", FIRST, SECOND);
        list("eks", "2026-11-16T12:00:00Z", SECOND);
        Map<Series, CatalogueRow> rows = load("eks", null).rows();
        assertThat(rows.get(FIRST).firstSeen()).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(rows.get(FIRST).lastSeen()).isEqualTo("2026-11-05T12:00:00Z");
        assertThat(rows.get(FIRST).absentUntil()).isNull();
        assertThat(rows.get(FIRST).goneBy()).isEqualTo("2026-11-02T12:00:00Z");
        assertThat(rows.get(SECOND).absentUntil())
                .as("a new series can take a while")
                .isEqualTo("2026-11-01T11:00:00Z");
        assertThat(rows.get(SECOND).goneBy()).isNull();
        assertThat(warehouse.dates(CatalogueRow.TABLE, "prod")).containsExactly(LocalDate.parse("2026-11-16"));
    }

    @Test
    void whatIsMissedStaysGoneUnlessNobodyLookedForTwoWeeks() {
        list("eks", "2026-09-01T12:00:00Z", FIRST, SECOND);
        list("eks", "2026-09-10T12:00:00Z", SECOND);
        list("eks", "2026-09-11T12:00:00Z", SECOND);
        assertThat(load("eks", null).rows().get(FIRST).goneBy()).isEqualTo("2026-08-27T12:00:00Z");
        list("eks", "2026-10-20T12:00:00Z", SECOND);
        assertThat(load("eks", null).rows().get(FIRST).goneBy()).isEqualTo("2026-10-06T12:00:00Z");
        list("eks", "2026-10-21T12:00:00Z", FIRST, SECOND);
        assertThat(load("eks", null).rows().get(FIRST).goneBy()).isNull();
    }

    @Test
    void otherClustersAndRolesAreKeptApart() {
        list("eks", "2026-11-01T12:00:00Z", FIRST);
        list("other", "2026-11-02T12:00:00Z", SECOND);
        assertThat(load("eks", null).rows()).containsOnlyKeys(FIRST);
        assertThat(load("other", null).rows()).containsOnlyKeys(SECOND);
        assertThat(load("other", null).rows().get(SECOND).absentUntil()).isNull();
        assertThat(load("eks", "role").rows()).isEmpty();
    }

    private void list(String cluster, String now, Series... series) {
        SeriesCatalogue catalogue = load(cluster, null);
        catalogue.listed(List.of(series), Instant.parse(now));
        try (Publication publication = warehouse.publication("test")) {
            catalogue.save(warehouse, publication, Instant.parse(now));
        }
    }

    private SeriesCatalogue load(String cluster, @Nullable String role) {
        return SeriesCatalogue.load(
                warehouse,
                new CloudWatchCluster("prod", Platform.EKS, cluster, new Access("us-west-2", null, role, null)));
    }
}
