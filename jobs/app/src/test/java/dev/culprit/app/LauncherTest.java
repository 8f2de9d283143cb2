package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that start Culprit, with a Java of the test's, which prints what it was given. */
final class LauncherTest {
    private static final Path BIN = DemoDay.HOME.resolve("jobs/dist/bin");

    @TempDir
    private Path folder;

    private Path archive;

    /** Exit status, and standard output with standard error. */
    private record Ended(int status, String told) {
        List<String> words() {
            return told.lines().toList();
        }

        String classPath() {
            return words().get(words().indexOf("-cp") + 1);
        }

        List<String> arguments() {
            return words().subList(words().indexOf("dev.culprit.app.Culprit") + 1, words().size());
        }
    }

    /** An archive as it is unpacked, of links and empty folders. */
    @BeforeEach
    void unpack() throws IOException {
        archive = Files.createDirectories(folder.resolve("culprit-1.0"));
        for (String sub : List.of("bin", "lib/s3", "lib/spark", "conf/schedules")) {
            Files.createDirectories(archive.resolve(sub));
        }
        for (String script : List.of("culprit", "find-java.sh")) {
            Files.copy(BIN.resolve(script), archive.resolve("bin").resolve(script));
        }
        Files.copy(DemoDay.HOME.resolve("conf/culprit.conf"), archive.resolve("conf/culprit.conf"));
        Files.copy(SchedulesTest.SCHEDULES.resolve("culprit-weekly"), archive.resolve("conf/schedules/culprit-weekly"));
        script("jdk/bin/java", """
            case "$*" in
              *-XshowSettings*) echo '    java.specification.version = 17' >&2 ;;
              *) printf '%s\\n' "$@" ;;
            esac
            """);
    }

    private Path script(String name, String body) throws IOException {
        Path script = folder.resolve(name);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/usr/bin/env bash\n" + body);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private Ended run(Map<String, String> environment, Path program, String... words) throws IOException {
        Path told = Files.createTempFile(folder, "told", "");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(words))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("CULPRIT") || name.equals("SPARK_HOME"));
        variables.put("JAVA_HOME", folder.resolve("jdk").toString());
        variables.putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(told));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } finally {
            process.destroyForcibly();
        }
    }

    private Ended culprit(Map<String, String> environment, String... words) throws IOException {
        return run(environment, archive.resolve("bin/culprit"), words);
    }

    /** As under cron: in no locale a name that is not ASCII is no path to Java. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
        none,        none,        C.UTF-8
        none,        POSIX,       C.UTF-8
        C,           de_DE.UTF-8, C.UTF-8
        none,        de_DE.UTF-8, none
        tr_TR.UTF-8, none,        tr_TR.UTF-8
        """)
    void namesOfFilesAreReadAsUtf8WhereNoLocaleIs(String all, String lang, String expected) throws IOException {
        script("jdk/bin/java", """
            case "$*" in
              *-XshowSettings*) echo '    java.specification.version = 17' >&2 ;;
              *) echo "${LC_ALL:-none}" ;;
            esac
            """);
        Path bare = script("bare", """
            unset LC_ALL LC_CTYPE LANG
            [ -z "$ALL" ] || export LC_ALL="$ALL"
            [ -z "$LOCALE" ] || export LANG="$LOCALE"
            exec "$@"
            """);
        Ended ended = run(
                Map.of("ALL", all == null ? "" : all, "LOCALE", lang == null ? "" : lang),
                bare,
                archive.resolve("bin/culprit").toString(),
                "help");
        assertThat(ended.words().get(ended.words().size() - 1)).isEqualTo(expected == null ? "none" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        --with-s3 run --conf my.conf                   | none | true
        run --with-s3 --conf my.conf                   | none | true
        run --conf my.conf --with-s3                   | none | true
        run --conf my.conf --set warehouse=s3a://b/w   | none | true
        run --conf=s3://b/my.conf                      | none | true
        run --conf s3.conf                             | none | true
        run --conf=s3.conf                             | none | true
        run --conf s3.conf                             | 0    | false
        run --conf my.conf                             | 1    | true
        run --conf my.conf                             | none | false
        correlate                                      | none | false
        """)
    void whatPathsOnS3TakeIsThereWhereOneIsNamed(String line, String switched, boolean expected) throws IOException {
        Files.writeString(folder.resolve("my.conf"), "# path = \"s3a://b/p\"\nculprit.warehouse = w");
        Files.writeString(folder.resolve("s3.conf"), "culprit.warehouse = \"s3://b/w\"");
        Map<String, String> environment = new HashMap<>();
        if (switched != null) {
            environment.put("CULPRIT_S3", switched);
        }
        Ended ended = culprit(environment, line.split(" +"));
        assertThat(ended.status()).as(ended.told()).isZero();
        assertThat(ended.classPath().endsWith(":" + archive.resolve("lib/s3") + "/*"))
                .as(ended.classPath())
                .isEqualTo(expected);
        assertThat(String.join(" ", ended.arguments()))
                .isEqualTo(line.replaceAll(" +", " ")
                        .replaceAll("(^| )--with-s3", "")
                        .strip());
    }

    @Test
    void wordsWithSpacesStayWordsAndNoneStaysNone() throws IOException {
        assertThat(culprit(Map.of(), "report", "--set", "report.title=a  b").arguments())
                .containsExactly("report", "--set", "report.title=a  b");
        assertThat(culprit(Map.of()).arguments()).isEmpty();
    }

    @Test
    void whatTakesSecondsIsNotCompiledTwice() throws IOException {
        assertThat(culprit(Map.of(), "demo").words()).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        assertThat(culprit(Map.of(), "run").words()).doesNotContain("-XX:TieredStopAtLevel=1");
        // The user's own options come later, and win.
        assertThat(culprit(Map.of("CULPRIT_JAVA_OPTS", "-XX:TieredStopAtLevel=4"), "demo")
                        .words())
                .containsSubsequence("-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4");
    }

    @Test
    void withoutSparkIsToldWhereItIsNeeded() throws IOException {
        Files.delete(archive.resolve("lib/spark"));
        assertThat(culprit(Map.of(), "run"))
                .isEqualTo(new Ended(
                        1,
                        "culprit: Spark is needed: set SPARK_HOME to an installation of Spark 4, or take the"
                                + " archive that brings it, culprit-VERSION.tar.gz\n"));
        for (String command : List.of("capture", "help", "doctor", "--help")) {
            assertThat(culprit(Map.of(), command).status()).as(command).isZero();
        }
    }

    @Test
    void aJavaThatIsTooOldIsTold() throws IOException {
        script("jdk/bin/java", "echo '    java.specification.version = 11' >&2\n");
        assertThat(culprit(Map.of(), "run").told())
                .isEqualTo("culprit: Java 17 or newer is needed, this is Java 11: install a JDK, or set JAVA_HOME to"
                        + " one\n");
    }

    /** A clone has its launcher at its root. */
    @Test
    void theWeeklyScriptFindsTheLauncherOfArchiveAndClone() throws IOException {
        Map<String, String> environment =
                Map.of("CULPRIT_LOCK", folder.resolve("lock").toString());
        Ended fromArchive = run(environment, archive.resolve("conf/schedules/culprit-weekly"), "my.conf");
        assertThat(fromArchive.arguments()).as(fromArchive.told()).startsWith("run", "--conf", "my.conf");
        script("clone/culprit", "echo clone \"$1\"\n");
        Path weekly = folder.resolve("clone/conf/schedules/culprit-weekly");
        Files.createDirectories(weekly.getParent());
        Files.copy(SchedulesTest.SCHEDULES.resolve("culprit-weekly"), weekly);
        assertThat(run(environment, weekly, "my.conf")).isEqualTo(new Ended(0, "clone run\n"));
    }

    /** As an unpacked archive on a read-only volume is used: by a link, from anywhere. */
    @Test
    void aLinkToTheLauncherWillDo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("culprit"), Path.of("culprit-1.0/bin/culprit"));
        assertThat(run(Map.of(), link, "run").classPath()).startsWith(archive.toRealPath() + "/lib/culprit-all.jar:");
    }
}
