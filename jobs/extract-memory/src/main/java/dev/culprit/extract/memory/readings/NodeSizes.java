package dev.culprit.extract.memory.readings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the node has that a pod is on, as far as a day's readings tell. A container's metrics do not name its node;
 * but of the pod as a whole both bytes and percentage of the node can be known, and their ratio is the size. Else it is that of
 * the cluster's nodes, where all are alike.
 */
final class NodeSizes {
    /** Nodes of one type differ by what their kernels keep for themselves, by far less than two types do. By hand. */
    private static final double ALIKE = 0.002;

    private final Map<MetricSubject, Map<Quantity, DaySamples>> readings;
    private final Map<String, Double> ofClusters = new HashMap<>();

    NodeSizes(Map<MetricSubject, Map<Quantity, DaySamples>> readings) {
        this.readings = readings;
    }

    boolean isKnown(MetricSubject container) {
        Map<Quantity, DaySamples> pod = readings.getOrDefault(container.wholePod(), Map.of());
        return (pod.containsKey(Quantity.WORKING_SET) && pod.containsKey(Quantity.PERCENT_OF_NODE))
                || !Double.isNaN(ofCluster(container.cluster()));
    }

    /** Bytes for each period, NaN where not known. */
    double[] of(MetricSubject container, int slots) {
        Map<Quantity, DaySamples> pod = readings.getOrDefault(container.wholePod(), Map.of());
        DaySamples bytes = pod.get(Quantity.WORKING_SET);
        DaySamples percent = pod.get(Quantity.PERCENT_OF_NODE);
        double[] sizes = new double[slots];
        Arrays.fill(sizes, Double.NaN);
        if (bytes != null && percent != null) {
            double[] some = bytes.fullest();
            double[] share = percent.fullest();
            for (int slot = 0; slot < slots; slot++) {
                sizes[slot] = some[slot] > 0 && share[slot] > 0 ? some[slot] / share[slot] * 100 : Double.NaN;
            }
            sizes = DayReadings.filled(sizes);
        }
        if (Double.isNaN(sizes[0])) {
            Arrays.fill(sizes, ofCluster(container.cluster()));
        }
        return sizes;
    }

    private double ofCluster(@Nullable String cluster) {
        return ofClusters.computeIfAbsent(cluster, name -> {
            Map<Quantity, DaySamples> known = readings.getOrDefault(MetricSubject.cluster(name), Map.of());
            double smallest = extreme(known.get(Quantity.SMALLEST_NODE), true);
            double largest = extreme(known.get(Quantity.LARGEST_NODE), false);
            return largest - smallest <= ALIKE * largest ? (smallest + largest) / 2 : Double.NaN;
        });
    }

    private static double extreme(@Nullable DaySamples samples, boolean least) {
        if (samples == null) {
            return Double.NaN;
        }
        var values = Arrays.stream(samples.fullest()).filter(value -> !Double.isNaN(value));
        return (least ? values.min() : values.max()).orElse(Double.NaN);
    }
}
