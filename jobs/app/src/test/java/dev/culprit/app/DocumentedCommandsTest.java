package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that a page tells its readers to type is one that the command line takes. */
final class DocumentedCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```");
    private static final Pattern INLINE = Pattern.compile("`((?:\\./culprit|spark-submit) [^`]*)`");
    private static final Pattern LAUNCHER =
            Pattern.compile("(?:\\./culprit|\\S*/bin/culprit)(?: --with-s3)?(?: (.*))?");
    private static final Pattern SUBMIT =
            Pattern.compile("(?:\\S*/)?spark-submit (.*)|tools/loopback-cluster submit (.*)");
    /** {@code NAME=value } before a command. */
    private static final Pattern VARIABLES = Pattern.compile("^(?:[A-Z_0-9]+=(?:\"[^\"]*\"|\\S*) )*");
    /** What a shell does after, beside and around a command. */
    private static final Pattern REST = Pattern.compile("\\s+(?:#|\\|\\||&&|\\||>|2>).*");

    private record Documented(String page, String command) {
        @Override
        public String toString() {
            return page + ": " + command;
        }
    }

    static List<Documented> commands() throws IOException {
        List<Documented> commands = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            String name = DemoDay.HOME.relativize(page).toString();
            for (Matcher block = BLOCK.matcher(text); block.find(); ) {
                if (!Set.of("", "bash", "sh").contains(block.group(1))) {
                    continue;
                }
                block.group(2)
                        .replaceAll("\\\\\\n\\s*", "")
                        .lines()
                        .map(DocumentedCommandsTest::command)
                        .filter(Objects::nonNull)
                        .forEach(command -> commands.add(new Documented(name, command)));
            }
            for (Matcher inline = INLINE.matcher(text); inline.find(); ) {
                commands.add(new Documented(name, command(inline.group(1))));
            }
        }
        return commands;
    }

    /** Keeps out of the folders {@code target}, in which other modules may be at work. */
    private static SortedSet<Path> pages() throws IOException {
        SortedSet<Path> pages = new TreeSet<>();
        Files.walkFileTree(DemoDay.HOME, Set.of(), 4, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return Set.of("target", ".git").contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }

    /** The command itself, or null where the line is none of Culprit's. */
    private static String command(String line) {
        String simple = line.strip().replaceAll("\\$\\([^)]*\\)", "SUBSTITUTED");
        String bare = REST.matcher(VARIABLES.matcher(simple).replaceFirst(""))
                .replaceFirst("")
                .strip();
        return LAUNCHER.matcher(bare).matches() || SUBMIT.matcher(bare).matches() ? bare : null;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandLineTakesIt(Documented documented) {
        Matcher launcher = LAUNCHER.matcher(documented.command());
        if (launcher.matches()) {
            List<String> words = words(launcher.group(1));
            assertThatCode(() -> Submission.parse(words)).doesNotThrowAnyException();
        } else {
            Matcher submit = SUBMIT.matcher(documented.command());
            assertThat(submit.matches()).isTrue();
            List<String> words = words(submit.group(1) != null ? submit.group(1) : submit.group(2));
            Submission submission = Submission.of(words);
            // Some only show an option, and stop there.
            if (!submission.jar().isEmpty()) {
                submission.check();
            }
        }
    }

    @Test
    void thereAreSuchCommands() throws IOException {
        assertThat(commands())
                .hasSizeGreaterThan(20)
                .extracting(Documented::page)
                .contains("README.md", "docs/operations.md", "docs/your-own-data.md", "docs/sources/cloudwatch.md");
    }

    /** As a shell parts words, as far as the pages go; {@code ...} is no word. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+").matcher(line == null ? "" : line);
        while (word.find()) {
            if (!word.group().equals("...")) {
                words.add(word.group().replaceAll("['\"]", ""));
            }
        }
        return words;
    }
}
