package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalTreeTest {
    @TempDir
    private Path folder;

    private final List<String> files = new ArrayList<>();
    private final Map<String, String> left = new TreeMap<>();

    private void walk() throws IOException {
        LocalTree.walk(folder, new LocalTree.Visitor() {
            @Override
            public boolean wants(Path path) {
                return !path.getFileName().toString().startsWith(".");
            }

            @Override
            public void file(Path path, BasicFileAttributes attributes) throws IOException {
                if (path.endsWith("bad")) {
                    throw new IOException("no use");
                }
                files.add(folder.relativize(path).toString());
            }

            @Override
            public void left(Path path, String reason) {
                left.put(folder.relativize(path).toString(), reason);
            }
        });
    }

    private Path file(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.createFile(folder.resolve(name));
    }

    @Test
    void allFilesAreFoundInOrder() throws IOException {
        for (String name : List.of("b/y", "b/x", "a", "c/d/e/f", ".hidden/a", "c:1")) {
            file(name);
        }
        Files.createSymbolicLink(folder.resolve("z"), folder.resolve("a"));
        walk();
        assertThat(files).containsExactly("a", "b/x", "b/y", "c/d/e/f", "c:1", "z");
        assertThat(left).isEmpty();
    }

    @Test
    void aFolderIsEnteredOnceAndWhereItLies() throws IOException {
        Path outside = Files.createTempDirectory("local-tree");
        Files.createFile(outside.resolve("o"));
        file("real/x");
        Files.createSymbolicLink(folder.resolve("alias"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("outside"), outside);
        Files.createSymbolicLink(folder.resolve("real/up"), folder);
        walk();
        assertThat(files).containsExactly("real/x", "outside/o");
        assertThat(left.keySet()).containsExactly("alias", "real/up");
        Files.delete(outside.resolve("o"));
        Files.delete(outside);
    }

    /** Two links from each folder to the next: more paths than could be walked. */
    @Test
    void linksDoNotMultiply() throws IOException {
        for (int level = 0; level < 60; level++) {
            file("level-" + level + "/x");
        }
        for (int level = 0; level < 59; level++) {
            for (String name : List.of("left", "right")) {
                Files.createSymbolicLink(
                        folder.resolve("level-" + level).resolve(name), folder.resolve("level-" + (level + 1)));
            }
        }
        Files.createSymbolicLink(folder.resolve("self"), folder.resolve("self"));
        walk();
        assertThat(files).hasSize(60);
        assertThat(left).hasSize(119);
    }

    @Test
    void whatIsNoFileIsNotOpened() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
        Files.createSymbolicLink(folder.resolve("nothing"), folder.resolve("gone"));
        file("bad");
        file("good");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            walk();
        }
        assertThat(files).containsExactly("good");
        String noFile = "is no file: a socket, a pipe or a device";
        assertThat(left)
                .containsOnly(
                        Map.entry("pipe", noFile),
                        Map.entry("null", noFile),
                        Map.entry("socket", noFile),
                        Map.entry("nothing", "is gone, or a link to nothing"),
                        Map.entry("bad", "cannot be read: IOException"));
    }

    @Test
    void theFolderItselfMustBeThere() {
        folder = folder.resolve("nowhere");
        assertThatThrownBy(this::walk).isInstanceOf(NoSuchFileException.class);
    }
}
