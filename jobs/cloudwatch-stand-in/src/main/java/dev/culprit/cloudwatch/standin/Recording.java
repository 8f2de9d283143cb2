package dev.culprit.cloudwatch.standin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the files of a metric stream hold, read once for many stand-ins. */
public final class Recording {
    private final List<MetricStreamFiles.Entry> entries = new ArrayList<>();

    /** Reads all files below the folder. */
    public Recording(Path folder) {
        MetricStreamFiles.read(folder, entries::add);
    }

    void each(Consumer<MetricStreamFiles.Entry> use) {
        entries.forEach(use);
    }
}
