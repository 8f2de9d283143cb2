package dev.culprit.extract.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.series.archive.ArchiveSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArchiveKindTest {
    private static final Path CLASSES = Path.of("target/classes");

    private static Class<?> load(Path file) {
        String name = CLASSES.relativize(file).toString().replace(".class", "").replace('/', '.');
        try {
            return Class.forName(name, false, ArchiveKindTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void everySourceIsRegistered() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("dev/culprit/extract/series"))) {
            List<String> sources = files.filter(file -> file.toString().endsWith(".class"))
                    .<Class<?>>map(ArchiveKindTest::load)
                    .filter(type -> ArchiveSource.class.isAssignableFrom(type) && !type.isInterface())
                    .map(Class::getName)
                    .toList();
            assertThat(Arrays.stream(ArchiveKind.values())
                            .map(kind -> kind.source().getName()))
                    .as("a line in ArchiveKind for each source")
                    .containsExactlyInAnyOrderElementsOf(sources);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasAPageInTheDocs(ArchiveKind kind) {
        assertThat(Path.of("../../docs").resolve(kind.page())).exists();
    }
}
