package dev.culprit.extract.memory.performancelog;

import dev.culprit.extract.memory.files.FileExtraction;
import dev.culprit.extract.memory.files.FileSource;
import dev.culprit.extract.memory.files.RecordReader;
import dev.culprit.extract.memory.readings.RowTraits;
import dev.culprit.extract.memory.readings.SamePeriod;
import dev.culprit.extract.memory.source.Extraction;
import dev.culprit.extract.memory.source.Outcome;
import dev.culprit.extract.memory.source.SourceKeys;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.warehouse.Publication;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Container Insights' performance log events, as exported from CloudWatch Logs to S3 or delivered by a subscription:
 * JSON, files gzip or plain. The only route with a container's working set itself.
 *
 * @param path any path that Hadoop's file systems know
 * @param cluster the only ClusterName to read, or null for all of them
 */
public record PerformanceLog(
        String environment, String path, @Nullable String cluster) implements FileSource {
    public static final SourceType TYPE = new SourceType("performance-log", PerformanceLog::bind);
    /** The performance log has about one event of a container a minute. */
    private static final RowTraits ROWS = new RowTraits(TYPE.word(), 60, SamePeriod.FULLEST);

    private static PerformanceLog bind(String environment, SourceKeys keys) {
        return new PerformanceLog(environment, keys.text("path"), keys.optionalText("cluster"));
    }

    @Override
    public String content() {
        return "performance log";
    }

    @Override
    public RowTraits rows() {
        return ROWS;
    }

    @Override
    public RecordReader reader() {
        return new PerformanceLogReader(cluster);
    }

    @Override
    public Outcome extract(Extraction extraction, Publication publication) {
        return FileExtraction.run(this, extraction, publication);
    }
}
