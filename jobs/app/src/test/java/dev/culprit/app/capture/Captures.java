package dev.culprit.app.capture;

import com.sun.net.httpserver.HttpExchange;
import dev.culprit.app.Culprit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code capture} into a folder of its own, and looks at what it left and said. */
abstract class Captures {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    int capture(String... words) {
        return Culprit.run(
                Stream.concat(
                                Stream.of(
                                        "capture",
                                        "--output",
                                        folder.resolve("prod").toString()),
                                Arrays.stream(words))
                        .toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                Clock.systemUTC());
    }

    List<Path> files() {
        try (var walk = Files.walk(folder.resolve("prod"))) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
