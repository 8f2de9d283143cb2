package dev.culprit.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command. */
final class SelectionOptions {
    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override one setting, as report.redact=true. May be repeated.")
    List<String> assignments = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "Start of the period: an ISO-8601 instant, or a date for its midnight, UTC."
                    + " Default: seven days before its end.")
    @Nullable
    String from;

    @Option(
            names = "--to",
            paramLabel = "T",
            description = "End of the period, exclusive. Default: today's midnight, UTC.")
    @Nullable
    String to;
}
