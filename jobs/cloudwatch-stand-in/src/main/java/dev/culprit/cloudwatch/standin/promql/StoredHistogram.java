package dev.culprit.cloudwatch.standin.promql;

import java.util.List;

/**
 * One sample of a histogram.
 *
 * @param bounds upper ones of all buckets but the infinite one, ascending
 * @param counts of each bucket by itself, the infinite one's at the end
 */
public record StoredHistogram(double count, double sum, List<Double> bounds, List<Double> counts) {
    public StoredHistogram {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
    }

    /** As the API writes it: buckets without events are left out. */
    String json() {
        StringBuilder out = new StringBuilder("{\"count\":\"")
                .append(count)
                .append("\",\"sum\":\"")
                .append(sum);
        out.append("\",\"buckets\":[");
        String separator = "";
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                String lower = i == 0 ? "-Inf" : bounds.get(i - 1).toString();
                String upper = i == bounds.size() ? "+Inf" : bounds.get(i).toString();
                out.append(separator)
                        .append("[0,\"")
                        .append(lower)
                        .append("\",\"")
                        .append(upper)
                        .append("\",\"")
                        .append(counts.get(i))
                        .append("\"]");
                separator = ",";
            }
        }
        return out.append("]}").toString();
    }
}
