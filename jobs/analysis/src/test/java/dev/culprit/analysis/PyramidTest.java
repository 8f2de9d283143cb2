package dev.culprit.analysis;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every class of the method has a fast test that speaks of it. Whole incidents, simulated ones above all, run through every line
 * and yet tell nobody which rule broke.
 */
final class PyramidTest {
    private static final String TEST = "Test.class";
    private static final Pattern NAME = Pattern.compile("dev/culprit/analysis/(?:\\w+/)*\\w+");

    @Test
    void everyClassIsNamedInAFastTest() {
        Set<String> named = new TreeSet<>();
        files(PyramidTest.class)
                .filter(file -> test(file).endsWith(TEST) && !name(file).contains("/simulation/"))
                .forEach(file -> NAME.matcher(read(file)).results().forEach(match -> named.add(match.group())));
        Set<String> classes = files(WorkloadAnalysis.class)
                .map(PyramidTest::name)
                .filter(name -> !name.contains("$") && !name.endsWith("package-info"))
                .collect(toCollection(TreeSet::new));
        assertThat(classes).hasSizeGreaterThan(30);
        classes.removeAll(named);
        assertThat(classes).as("classes that no XxxTest names").isEmpty();
    }

    /** The file of the test class, also for what is nested in it. */
    private static String test(Path file) {
        return file.getFileName().toString().replaceFirst("\\$.*", ".class");
    }

    /** Names stand in a class file as they are, in its constant pool. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.substring(path.lastIndexOf("dev/culprit/analysis/"), path.length() - ".class".length());
    }

    /** All class files beside this class and below it. */
    private static Stream<Path> files(Class<?> type) {
        URL own = type.getResource(type.getSimpleName() + ".class");
        try (Stream<Path> walk = Files.walk(Path.of(own.toURI()).getParent())) {
            return walk.filter(file -> file.toString().endsWith(".class")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
