package dev.culprit.extract.series.text;

import dev.culprit.extract.series.archive.DayPart;
import dev.culprit.scrapefiles.ScrapeFile;
import dev.culprit.scrapefiles.ScrapeFiles;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.scrapes.slice.SliceWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Some of a target's files of a day, one after the other.
 *
 * @param seed the scrape before the day, in the first part
 */
record ScrapeDayPart(@Nullable ScrapeFile seed, List<ScrapeFile> files, ScrapeReading reading) implements DayPart {
    /** Parts of {@code bytes} or more, but for the last; none where that is the whole day. */
    static List<ScrapeDayPart> of(ScrapeDay day, long bytes) {
        List<ScrapeDayPart> parts = new ArrayList<>();
        List<ScrapeFile> gathered = new ArrayList<>();
        long gatheredBytes = 0;
        for (ScrapeFile file : day.files()) {
            gathered.add(file);
            gatheredBytes += file.bytes();
            if (gatheredBytes >= bytes) {
                parts.add(part(day, gathered, parts.isEmpty()));
                gathered.clear();
                gatheredBytes = 0;
            }
        }
        if (!gathered.isEmpty()) {
            parts.add(part(day, gathered, parts.isEmpty()));
        }
        return parts.size() < 2 ? List.of() : parts;
    }

    private static ScrapeDayPart part(ScrapeDay day, List<ScrapeFile> files, boolean first) {
        return new ScrapeDayPart(first ? day.seed() : null, List.copyOf(files), day.reading());
    }

    @Override
    public void write(OutputStream out, Configuration hadoop) throws IOException {
        try (ScrapeFiles scrapes = new ScrapeFiles(hadoop, reading.limits());
                SliceWriter writer = new SliceWriter(out, reading.limits(), reading.strict())) {
            if (seed != null) {
                read(seed, true, scrapes, writer);
            }
            for (ScrapeFile file : files) {
                read(file, false, scrapes, writer);
            }
        }
    }

    private static void read(ScrapeFile file, boolean isSeed, ScrapeFiles scrapes, SliceWriter writer) {
        scrapes.open(file, in -> writer.read(file.time(), file.name(), isSeed, in));
    }
}
