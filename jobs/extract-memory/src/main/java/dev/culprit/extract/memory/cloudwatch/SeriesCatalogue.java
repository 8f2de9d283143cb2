package dev.culprit.extract.memory.cloudwatch;

import dev.culprit.extract.memory.cloudwatch.api.Series;
import dev.culprit.model.Period;
import dev.culprit.model.table.Partition;
import dev.culprit.warehouse.Publication;
import dev.culprit.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every series that was ever listed for an environment, in table {@code metric_catalogue}: one partition, that of the latest
 * listing.
 */
final class SeriesCatalogue {
    /** A new series can take 15 minutes to be listed, by the API reference of ListMetrics; four times that, by hand. */
    private static final Duration DISCOVERY_LAG = Duration.ofHours(1);

    /** The longest that CloudWatch keeps a value, by the user guide's "Metrics retention". */
    private static final Duration KEPT = Duration.ofDays(455);

    private final CloudWatchCluster cluster;
    private final TreeMap<Series, CatalogueRow> rows = new TreeMap<>();
    private final List<CatalogueRow> ofOtherPlaces = new ArrayList<>();

    private SeriesCatalogue(CloudWatchCluster cluster) {
        this.cluster = cluster;
    }

    static SeriesCatalogue load(Warehouse warehouse, CloudWatchCluster cluster) {
        SeriesCatalogue catalogue = new SeriesCatalogue(cluster);
        List<LocalDate> dates = warehouse.dates(CatalogueRow.TABLE, cluster.environment());
        if (!dates.isEmpty()) {
            Partition latest = new Partition(cluster.environment(), dates.get(dates.size() - 1));
            warehouse.read(CatalogueRow.TABLE, latest).forEach(catalogue::add);
        }
        return catalogue;
    }

    private void add(CatalogueRow row) {
        if (cluster.isPlaceOf(row)) {
            rows.put(Series.of(row.namespace(), row.metric(), row.dimensions()), row);
        } else {
            ofOtherPlaces.add(row);
        }
    }

    /** Takes in a listing of all series. */
    void listed(Collection<Series> series, Instant now) {
        @Nullable
        Instant before = rows.values().stream()
                .map(CatalogueRow::lastSeen)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Instant horizon = now.minus(CatalogueRow.LISTED);
        boolean blindSince = before == null || before.isBefore(horizon);
        rows.replaceAll((each, row) -> row.goneBy() == null || blindSince ? row.missed(horizon) : row);
        for (Series each : series) {
            rows.merge(each, fresh(each, now, before), (known, same) -> known.listedAgain(now));
        }
        rows.values().removeIf(row -> row.goneBy() != null && row.goneBy().isBefore(now.minus(KEPT)));
    }

    private CatalogueRow fresh(Series series, Instant now, @Nullable Instant listedBefore) {
        return new CatalogueRow(
                cluster.access().region(),
                cluster.name(),
                cluster.access().roleArn(),
                cluster.access().accountId(),
                series.namespace(),
                series.metric(),
                series.dimensions(),
                now,
                now,
                listedBefore == null ? null : listedBefore.minus(DISCOVERY_LAG),
                null);
    }

    /** Has the table hold what is known now. */
    void save(Warehouse warehouse, Publication publication, Instant now) {
        List<CatalogueRow> all = new ArrayList<>(rows.values());
        all.addAll(ofOtherPlaces);
        if (all.isEmpty()) {
            return;
        }
        LocalDate today = Period.dateOf(now);
        publication.write(CatalogueRow.TABLE, new Partition(cluster.environment(), today), all);
        for (LocalDate old : warehouse.dates(CatalogueRow.TABLE, cluster.environment())) {
            if (!old.equals(today)) {
                publication.replace(CatalogueRow.TABLE, new Partition(cluster.environment(), old), List.of());
            }
        }
        publication.publish();
    }

    /** By series. */
    Map<Series, CatalogueRow> rows() {
        return rows;
    }
}
