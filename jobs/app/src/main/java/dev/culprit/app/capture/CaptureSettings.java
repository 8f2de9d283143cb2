package dev.culprit.app.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a capture is to do.
 *
 * @param output the folder that holds {@code scrapes/}
 * @param memory whether readings of memory are kept beside the scrapes
 */
public record CaptureSettings(
        Targets targets, Path output, Rounds rounds, Limits limits, Access access, boolean memory, boolean quiet) {
    /**
     * @param named URLs and pods, as they were typed
     * @param namespace of the targets; {@code pod} and {@code container} null where each target tells its own
     * @param selector of pods by their labels, null for all
     */
    public record Targets(
            List<String> named,
            @Nullable String namespace,
            @Nullable String pod,
            @Nullable String container,
            @Nullable String selector) {
        public Targets {
            named = List.copyOf(named);
        }
    }

    /**
     * @param interval between the starts of two rounds, each of which scrapes all targets once
     * @param count null for no end
     * @param duration how long rounds are begun, null for no end
     */
    public record Rounds(
            Duration interval,
            @Nullable Integer count,
            @Nullable Duration duration) {}

    /**
     * @param timeout of one scrape, from the first packet to the last
     * @param maxResponse bytes of a body
     * @param maxSize bytes of all files of the archive
     * @param keepDays scrapes of earlier days are removed, null for none
     */
    public record Limits(
            Duration timeout,
            long maxResponse,
            long maxSize,
            @Nullable Integer keepDays) {}

    /**
     * @param tokenFile of a bearer token for URLs
     * @param kubectl the command by which pods are reached
     * @param context of kubectl's configuration, null for the current one
     */
    public record Access(
            @Nullable Path tokenFile,
            String kubectl,
            @Nullable String context) {}
}
