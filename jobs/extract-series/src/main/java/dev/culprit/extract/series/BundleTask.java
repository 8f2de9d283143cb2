package dev.culprit.extract.series;

import dev.culprit.model.CulpritException;
import dev.culprit.model.Text;
import dev.culprit.scrapes.TargetReader;
import dev.culprit.scrapes.TargetRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
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

    BundleResult run(Bundle bundle, String attempt) {
        Configuration configuration = new Configuration(false);
        settings.forEach(configuration::set);
        StagedRows rows = new StagedRows(staging, bundle, attempt, configuration);
        try (rows) {
            for (TargetDay day : bundle.targets()) {
                read(day, rows, configuration);
            }
        }
        return rows.result(bundle.partition());
    }

    private static void read(TargetDay day, TargetRows rows, Configuration configuration) {
        TargetReader reader = new TargetReader(day.target(), dev.culprit.scrapes.ScanLimits.DEFAULT, false, rows);
        ScrapeFile seed = day.seed();
        if (seed != null) {
            open(seed, configuration, in -> reader.seed(seed.time(), in));
        }
        for (ScrapeFile scrape : day.files()) {
            open(scrape, configuration, in -> reader.read(scrape.time(), scrape.name(), in));
        }
        reader.finish();
    }

    private interface Use {
        void of(InputStream in);
    }

    private static void open(ScrapeFile scrape, Configuration configuration, Use use) {
        Path path = new Path(scrape.path());
        try (InputStream in = files(path, configuration).open(path)) {
            use.of(in);
        } catch (IOException failure) {
            throw unreadable(scrape, failure);
        } catch (UncheckedIOException failure) {
            throw unreadable(scrape, failure.getCause());
        }
    }

    /** Hadoop's checksums of local files cannot be had where a name has a colon, as times do (HADOOP-14217). */
    private static FileSystem files(Path path, Configuration configuration) throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    }

    private static CulpritException unreadable(ScrapeFile scrape, IOException failure) {
        return new CulpritException(
                "%s cannot be read: %s"
                        .formatted(
                                Text.printable(scrape.path(), 300),
                                Text.printable(String.valueOf(failure.getMessage()), 300)),
                failure);
    }
}
