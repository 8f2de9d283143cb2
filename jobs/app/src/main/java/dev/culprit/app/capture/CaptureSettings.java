package dev.culprit.app.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a capture is to do.
 *
 * @param output the folder that holds {@code scrapes/}
 * @param namespace of the targets; {@code pod} and {@code container} null where each target tells its own
 * @param rounds how often all targets are scraped, null for no end
 * @param duration how long rounds are begun, null for no end
 * @param timeout of one scrape, from the first packet to the last
 * @param maxResponse bytes of a body; {@code maxSize} of all files of the archive
 * @param keepDays scrapes of earlier days are removed, null for none
 * @param tokenFile of a bearer token for URLs
 * @param memory whether readings of memory are kept beside the scrapes
 */
public record CaptureSettings(
        List<String> targets,
        Path output,
        @Nullable String namespace,
        @Nullable String pod,
        @Nullable String container,
        @Nullable String selector,
        Duration interval,
        @Nullable Integer rounds,
        @Nullable Duration duration,
        Duration timeout,
        long maxResponse,
        long maxSize,
        @Nullable Integer keepDays,
        @Nullable Path tokenFile,
        String kubectl,
        @Nullable String context,
        boolean memory,
        boolean quiet) {
    public CaptureSettings {
        targets = List.copyOf(targets);
    }
}
