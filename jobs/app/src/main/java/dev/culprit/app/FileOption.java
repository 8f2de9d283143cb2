package dev.culprit.app;

import dev.culprit.model.Nullable;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Option of the commands that read the user's configuration. */
final class FileOption {
    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Configuration, HOCON. Default: conf/culprit.conf of the installation.")
    @Nullable
    Path file;
}
