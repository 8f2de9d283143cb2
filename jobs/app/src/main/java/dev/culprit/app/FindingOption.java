package dev.culprit.app;

import picocli.CommandLine.Option;

/** Option of the commands that end with a report. */
final class FindingOption {
    @Option(names = "--fail-on-finding", description = "End with status 3 when a label is named.")
    boolean failOnFinding;
}
