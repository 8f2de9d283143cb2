package dev.culprit.extract.series;

import dev.culprit.extract.series.archive.TargetDay;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

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
                day.read(rows, configuration);
            }
        }
        return rows.result(bundle.partition());
    }
}
