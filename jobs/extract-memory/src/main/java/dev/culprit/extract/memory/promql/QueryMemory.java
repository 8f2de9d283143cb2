package dev.culprit.extract.memory.promql;

import dev.culprit.extract.memory.readings.RowTraits;
import dev.culprit.extract.memory.readings.SamePeriod;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.MemoryEstimate;
import dev.culprit.extract.memory.source.MemorySource;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.whole.TargetLook;
import dev.culprit.tsdb.targets.SubjectLabels;
import dev.culprit.warehouse.Publication;
import java.util.Map;

/**
 * What a server tells of cAdvisor's series, of kube-state-metrics' and of the targets' own, when it is asked.
 *
 * @param labels that tell whom a target is of
 */
public record QueryMemory(PrometheusServer server, SubjectLabels labels) implements MemorySource {
    public static final SourceType TYPE = new SourceType("promql", QueryMemory::bind);

    /** By the minute, as the other sources. */
    static final RowTraits ROWS = new RowTraits(TYPE.word(), 60, SamePeriod.MEAN);

    private static QueryMemory bind(String environment, SourceKeys keys) {
        return new QueryMemory(
                ServerKeys.bind(environment, keys), SubjectLabels.of(keys.optionalText("cluster"), Map.of()));
    }

    @Override
    public String environment() {
        return server.environment();
    }

    /** Whether it answers as Prometheus does: a constant, which reads no sample. */
    @Override
    public void check() {
        TargetLook.probe(PrometheusClient.of(server));
    }

    @Override
    public Outcome extract(Extraction extraction, Publication publication) {
        return server.isCloudWatch()
                ? new MomentExtraction(this, extraction).run()
                : new QueryExtraction(this, extraction).run(publication);
    }

    @Override
    public boolean isBilled() {
        return server.isBilled();
    }

    @Override
    public MemoryEstimate estimate(Extraction extraction) {
        return server.isCloudWatch()
                ? new MomentExtraction(this, extraction).estimate()
                : new QueryExtraction(this, extraction).estimate();
    }
}
