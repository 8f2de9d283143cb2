package dev.culprit.report.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who made a report, when, and how it is made anew. All is null where nobody says, as where two reports are to be compared.
 *
 * @param version of Culprit
 * @param command that makes the same report, but for the configuration
 */
public record Provenance(
        @Nullable String version,
        @Nullable Instant generatedAt,
        @Nullable String command) {
    public static final Provenance UNKNOWN = new Provenance(null, null, null);
}
