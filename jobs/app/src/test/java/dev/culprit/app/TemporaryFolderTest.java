package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.model.CulpritException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryFolderTest {
    @TempDir
    private Path machines;

    /** Another process, which makes a folder, says so and lives on. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = TemporaryFolder.in(Path.of(arguments[0])).path();
            Files.writeString(Files.createDirectory(folder.resolve("spark")).resolve("block"), "x");
            System.out.println(folder);
            while (System.in.read() >= 0) {}
        }
    }

    @Test
    void whatADeadProcessLeftIsRemovedByTheNextAndALivingOneKeepsItsOwn() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        machines.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            Path folder = Path.of(out.readLine());
            TemporaryFolder.in(machines).close();
            assertThat(folder.resolve("spark/block")).exists();
            process.destroyForcibly().waitFor(); // SIGKILL
            assertThat(folder.resolve("spark/block")).exists();
            TemporaryFolder own = TemporaryFolder.in(machines);
            assertThat(folder).doesNotExist();
            assertThat(own.path()).exists();
            own.close();
            assertThat(machines).isEmptyDirectory();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        Files.createDirectory(machines.resolve("spark-1234"));
        Files.createDirectory(machines.resolve("culprit-tmp-5.new"));
        TemporaryFolder.in(machines).close();
        assertThat(machines.resolve("spark-1234")).exists();
        assertThat(machines.resolve("culprit-tmp-5.new")).as("just begun").exists();
    }

    @Test
    void aFolderThatCannotBeUsedIsToldInALine() {
        assertThatThrownBy(() -> TemporaryFolder.in(machines.resolve("none")))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith(
                        "temporary folder " + machines.resolve("none") + " cannot be used: NoSuchFileException")
                .hasMessageEndingWith("CULPRIT_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
    }
}
