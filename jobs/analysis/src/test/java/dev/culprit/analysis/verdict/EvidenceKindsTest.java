package dev.culprit.analysis.verdict;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EvidenceKindsTest {
    @Test
    void everyKindIsInTheListOnce() throws IOException, URISyntaxException {
        Set<Class<?>> written = classes().stream()
                .filter(type -> EvidenceKind.class.isAssignableFrom(type) && !type.isInterface())
                .collect(toSet());
        assertThat(EvidenceKinds.ALL).extracting(Object::getClass).doesNotHaveDuplicates();
        assertThat(EvidenceKinds.ALL.stream().map(Object::getClass).collect(toSet()))
                .isEqualTo(written);
    }

    @Test
    void namesAreThoseOfReportJson() {
        assertThat(EvidenceKinds.ALL)
                .extracting(EvidenceKind::name)
                .containsExactly(
                        "births",
                        "association",
                        "share",
                        "pod-contrast",
                        "intervention",
                        "inside",
                        "placebo",
                        "dose-response",
                        "environment-contrast",
                        "price",
                        "account",
                        "holdings",
                        "acquittal",
                        "owner",
                        "memory");
    }

    @Test
    void aKindHasNoStateAndKnowsNoOther() {
        for (EvidenceKind kind : EvidenceKinds.ALL) {
            assertThat(kind.getClass().getRecordComponents()).isEmpty();
            assertThat(Stream.of(kind.getClass().getDeclaredFields())
                            .filter(field -> EvidenceKind.class.isAssignableFrom(field.getType())))
                    .isEmpty();
        }
    }

    private static List<Class<?>> classes() throws IOException, URISyntaxException {
        URL own = EvidenceKind.class.getResource("EvidenceKind.class");
        try (Stream<Path> files = Files.list(Path.of(own.toURI()).getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .<Class<?>>map(name -> named(EvidenceKind.class.getPackageName() + "."
                            + name.substring(0, name.length() - ".class".length())))
                    .toList();
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
