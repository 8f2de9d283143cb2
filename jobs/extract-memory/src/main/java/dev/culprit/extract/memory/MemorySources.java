package dev.culprit.extract.memory;

import dev.culprit.extract.memory.cloudwatch.CloudWatch;
import dev.culprit.extract.memory.csv.CsvFiles;
import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.extract.memory.performancelog.PerformanceLog;
import dev.culprit.extract.memory.promql.QueryMemory;
import dev.culprit.extract.memory.scrapes.ScrapeMemory;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.extract.memory.tsdb.TsdbMemory;
import java.util.List;

/** The kinds of memory sources that there are: a line here registers one. */
public final class MemorySources {
    private static final List<SourceType> TYPES = List.of(
            MetricStream.TYPE, // files of a CloudWatch metric stream
            PerformanceLog.TYPE, // exported events of Container Insights
            CloudWatch.TYPE, // CloudWatch's API
            TsdbMemory.TYPE, // what a Prometheus server keeps
            QueryMemory.TYPE, // what a server tells that answers PromQL
            ScrapeMemory.TYPE, // archived scrapes
            CsvFiles.TYPE); // what anybody can write

    private MemorySources() {}

    public static List<SourceType> types() {
        return TYPES;
    }
}
