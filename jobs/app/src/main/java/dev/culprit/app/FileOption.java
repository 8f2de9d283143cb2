package dev.culprit.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option of the commands that read the user's configuration. */
final class FileOption {
    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Configuration, HOCON: a file, or a URI of Hadoop's file systems, as s3a://bucket/my.conf."
                    + " Default: conf/culprit.conf of the installation.")
    @Nullable
    String file;
}
