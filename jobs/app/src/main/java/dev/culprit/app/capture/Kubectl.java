package dev.culprit.app.capture;

import dev.culprit.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The API as {@code kubectl get --raw} reaches it: with the context, the credentials and the plugins of the user. */
final class Kubectl implements Kubernetes {
    private static final int LONGEST = 300;
    /** From the end of its output to the end of kubectl. */
    private static final int SECONDS_TO_END = 5;

    private final String program;
    private final @Nullable String context;
    private final Duration timeout;

    Kubectl(String program, @Nullable String context, Duration timeout) {
        this.program = program;
        this.context = context;
        this.timeout = timeout;
    }

    @Override
    public Reply get(String path) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        if (context != null) {
            command.addAll(List.of("--context", context));
        }
        command.addAll(List.of("get", "--raw", path));
        Path complaints = Files.createTempFile("culprit-kubectl-", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(complaints.toFile())
                    .start();
            // A read of its output cannot be interrupted; its end ends the read.
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> end(process));
            return new KubectlReply(process, complaints);
        } catch (IOException none) {
            Files.deleteIfExists(complaints);
            throw new IOException(
                    "%s cannot be started: install kubectl, or name it with --kubectl"
                            .formatted(Text.printable(program, LONGEST)),
                    none);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static final class KubectlReply implements Reply {
        private final Process process;
        private final Path complaints;

        KubectlReply(Process process, Path complaints) {
            this.process = process;
            this.complaints = complaints;
        }

        @Override
        public InputStream body() {
            return process.getInputStream();
        }

        @Override
        public @Nullable String contentType() {
            return null;
        }

        @Override
        public void finish() throws IOException {
            try {
                if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                    throw new IOException("kubectl does not end");
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", stop);
            }
            if (process.exitValue() != 0) {
                String told =
                        Files.readString(complaints, StandardCharsets.UTF_8).strip();
                throw new IOException("kubectl: "
                        + (told.isEmpty()
                                ? "ended with status " + process.exitValue()
                                : Text.printable(told, LONGEST)));
            }
        }

        @Override
        public void close() {
            end(process);
            try {
                process.getInputStream().close();
                Files.deleteIfExists(complaints);
            } catch (IOException gone) {
                // Nothing more is wanted of it.
            }
        }
    }
}
