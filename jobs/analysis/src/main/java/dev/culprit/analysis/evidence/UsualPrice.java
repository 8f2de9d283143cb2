package dev.culprit.analysis.evidence;

import dev.culprit.analysis.births.LabelGroups;
import dev.culprit.analysis.births.LabelGroups.Group;
import dev.culprit.analysis.births.ProcessBirths;
import dev.culprit.analysis.births.ProcessBirths.LabelBirths;
import dev.culprit.analysis.history.Replica;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What clients usually keep for a series, by its kind. */
public final class UsualPrice {
    /**
     * By hand, in bytes, and measured since (docs/prices.md): containers pay 660 to 5,300 a line of counters, gauges and histograms, heaps
     * hold 66 to 620.
     */
    private static final double OF_ONE_NUMBER = 1100;
    /**
     * By hand, in bytes, and measured since (docs/prices.md): a summary with quantiles holds streams of samples; client_golang allocates 71 kB
     * in five series, of which 37 kB are resident after one sample; others less (prom-client, client_java: some kB).
     */
    private static final double OF_A_SUMMARY = 8000;

    private UsualPrice() {}

    /** The geometric mean over the group's births. */
    public static double of(List<Replica> replicas, LabelGroups groups, Group group) {
        Map<String, String> types = new TreeMap<>();
        replicas.forEach(
                replica -> types.putAll(replica.history().instrumentation().types()));
        long births = 0;
        long ofSummaries = 0;
        for (ProcessBirths ledger : ledgersOf(replicas)) {
            for (LabelBirths novelty : ledger.novelty()) {
                if (groups.credits(group, novelty.labels())) {
                    births += novelty.births();
                    ofSummaries += "summary".equals(types.get(novelty.family())) ? novelty.births() : 0;
                }
            }
        }
        double share = births == 0 ? 0 : ofSummaries / (double) births;
        return OF_ONE_NUMBER * Math.pow(OF_A_SUMMARY / OF_ONE_NUMBER, share);
    }

    private static List<ProcessBirths> ledgersOf(List<Replica> replicas) {
        return replicas.stream()
                .flatMap(replica -> replica.history().ledgers().stream())
                .toList();
    }
}
