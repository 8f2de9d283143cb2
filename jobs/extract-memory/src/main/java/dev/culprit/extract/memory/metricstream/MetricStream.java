package dev.culprit.extract.memory.metricstream;

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
 * A folder that a CloudWatch metric stream delivers to, in any of its output formats, files gzip or plain.
 *
 * @param path any path that Hadoop's file systems know
 * @param cluster the only ClusterName to read, or null for all of them
 */
public record MetricStream(
        String environment, String path, @Nullable String cluster) implements FileSource {
    public static final SourceType TYPE = new SourceType("metric-stream", MetricStream::bind);
    /** A metric stream carries statistics over one minute. */
    private static final RowTraits ROWS = new RowTraits(TYPE.word(), 60, SamePeriod.FULLEST);

    private static MetricStream bind(String environment, SourceKeys keys) {
        return new MetricStream(environment, keys.text("path"), keys.optionalText("cluster"));
    }

    @Override
    public String content() {
        return "metric stream";
    }

    @Override
    public RowTraits rows() {
        return ROWS;
    }

    @Override
    public RecordReader reader() {
        return new MetricStreamReader(cluster);
    }

    @Override
    public Outcome extract(Extraction extraction, Publication publication) {
        return FileExtraction.run(this, extraction, publication);
    }
}
