package dev.culprit.extract.series;

import dev.culprit.scrapes.FederationReader;
import dev.culprit.scrapes.ScrapeReader;
import dev.culprit.scrapes.SliceReplay;
import dev.culprit.scrapes.TargetReader;
import dev.culprit.scrapes.TargetRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads a bundle's scrapes and stages their rows, wherever Spark runs it. */
record BundleTask(String staging, HashMap<String, String> settings) implements Serializable {
    /** Hadoop's configuration is not serializable, its entries are. */
    static BundleTask of(String staging, Configuration configuration) {
        HashMap<String, String> settings = new HashMap<>();
        for (Map.Entry<String, String> setting : configuration) {
            settings.put(setting.getKey(), setting.getValue());
        }
        return new BundleTask(staging, settings);
    }

    Configuration configuration() {
        Configuration configuration = new Configuration(false);
        settings.forEach(configuration::set);
        return configuration;
    }

    BundleResult run(Bundle bundle, String attempt) {
        Configuration configuration = configuration();
        StagedRows rows = new StagedRows(staging, bundle, attempt, configuration);
        try (rows) {
            for (TargetDay day : bundle.targets()) {
                if (day.slices().isEmpty()) {
                    read(day, rows, configuration);
                } else {
                    replay(day, rows, configuration);
                }
            }
        }
        return rows.result(bundle.partition());
    }

    private static void read(TargetDay day, TargetRows rows, Configuration configuration) {
        ScrapeReader reader = reader(day, rows);
        try (ScrapeFiles files = new ScrapeFiles(configuration, day.reading().limits())) {
            ScrapeFile seed = day.seed();
            if (seed != null) {
                files.open(seed, in -> reader.seed(seed.time(), in));
            }
            for (ScrapeFile scrape : day.files()) {
                files.open(scrape, in -> reader.read(scrape.time(), scrape.name(), in));
            }
        }
        reader.finish();
    }

    private static void replay(TargetDay day, TargetRows rows, Configuration configuration) {
        SliceReplay replay = new SliceReplay(day.target(), day.reading().limits(), rows);
        for (String slice : day.slices()) {
            try (InputStream in = ScrapeFiles.open(new Path(slice), configuration)) {
                replay.replay(in);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        replay.finish();
    }

    private static ScrapeReader reader(TargetDay day, TargetRows rows) {
        ScrapeSource.Reading reading = day.reading();
        return reading.labels().any()
                ? new FederationReader(day.target(), reading.labels(), reading.limits(), reading.strict(), rows)
                : new TargetReader(day.target(), reading.limits(), reading.strict(), rows);
    }
}
