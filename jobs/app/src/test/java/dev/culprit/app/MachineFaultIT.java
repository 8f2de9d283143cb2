package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that lack rights or memory: a line, no trace, nothing half written. Root may read and write everything, so where the
 * tests run as root the processes do so without the capabilities that let it.
 */
final class MachineFaultIT {
    private static final String OVERRIDES = "-dac_override,-dac_read_search";
    private static final List<String> WITHOUT_OVERRIDES =
            List.of("setpriv", "--bounding-set=" + OVERRIDES, "--inh-caps=" + OVERRIDES);
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    @TempDir
    private Path folder;

    private Path warehouse;
    private Path report;
    private Path archive;
    private Path configuration;
    private final List<Path> closed = new ArrayList<>();
    private Map<String, String> before;

    /** @param errors all lines but the log's */
    private record Ended(int status, List<String> errors) {}

    @BeforeAll
    static void rightsCanBeLacked() throws Exception {
        if (IS_ROOT) {
            assumeTrue(isThere(), "root lacks no right without setpriv (Debian's util-linux)");
        }
    }

    private static boolean isThere() throws InterruptedException {
        List<String> trial = new ArrayList<>(WITHOUT_OVERRIDES);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    @BeforeEach
    void place() throws IOException {
        archive = folder.resolve("archive");
        DemoDay.copy(archive, 1);
        warehouse = folder.resolve("warehouse");
        Files.createDirectories(warehouse.resolve("findings/environment=prod/date=2026-11-16"));
        report = Files.createDirectory(folder.resolve("report"));
        Files.writeString(report.resolve("report.html"), "last week's");
        configuration = DemoDay.configuration(
                folder.resolve("my.conf"), archive.toString(), warehouse.toString(), report.toString());
        before = files(folder);
    }

    @AfterEach
    void open() throws IOException {
        for (Path each : closed) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path withRights(Path path, String rights) throws IOException {
        closed.add(path);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    @Test
    void aWarehouseThatMustNotBeWrittenTo() throws Exception {
        withRights(warehouse, "r-xr-xr-x");
        assertRefused(2, warehouse.toString(), "must not write there: set culprit.warehouse", "extract-memory");
    }

    @Test
    void whoMayOnlyReadAWarehouseMakesAReportOfIt() throws Exception {
        assertThat(run("run")).isEqualTo(new Ended(0, List.of()));
        String theirs = Files.readString(report.resolve("report.json"));
        Files.delete(report.resolve("report.json"));
        try (Stream<Path> walked = Files.walk(warehouse)) {
            for (Path each : walked.filter(Files::isDirectory).toList()) {
                withRights(each, "r-xr-xr-x");
            }
        }
        Map<String, String> tables = files(warehouse);
        assertThat(run("report")).isEqualTo(new Ended(0, List.of()));
        assertThat(files(warehouse)).as("its run is not recorded").isEqualTo(tables);
        assertThat(Files.readString(report.resolve("report.json"))).hasSameSizeAs(theirs);
    }

    @Test
    void aTableThatMustNotBeLookedInto() throws Exception {
        withRights(warehouse.resolve("findings"), "---------");
        assertRefused(1, warehouse.resolve("findings").toString(), "have its owner grant that", "report");
    }

    @Test
    void aReportFolderThatMustNotBeWrittenTo() throws Exception {
        withRights(report, "r-xr-xr-x");
        assertRefused(2, report.toString(), "must not write there: set culprit.report.output", "report");
    }

    @Test
    void anArchiveThatMustNotBeRead() throws Exception {
        Path scrapes = withRights(archive.resolve("scrapes/environment=prod"), "---------");
        assertRefused(2, scrapes.toString(), "have its owner grant that", "extract-series");
    }

    @Test
    void aTemporaryFolderThatMustNotBeWrittenTo() throws Exception {
        Path temporary = withRights(Files.createDirectory(folder.resolve("tmp")), "r-xr-xr-x");
        assertRefused(
                1,
                "temporary folder " + temporary + " cannot be used",
                "CULPRIT_JAVA_OPTS=-Djava.io.tmpdir=FOLDER",
                "extract-memory",
                "-Djava.io.tmpdir=" + temporary);
    }

    @Test
    void aDayOfATableThatMustNotBeWrittenToIsWholeForReadersAndInPlaceAfterTheNextRun() throws Exception {
        Path day = Files.createDirectories(warehouse.resolve("container_memory/environment=prod/date=2026-11-16"));
        withRights(day, "r-xr-xr-x");
        Ended refused = run("extract-memory");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.errors())
                .singleElement()
                .asString()
                .contains(
                        "holds the new tables, but not yet in their places", day.toString(), "mend that and run again");
        open();
        assertThat(run("extract-memory")).isEqualTo(new Ended(0, List.of()));
        assertThat(files(day)).hasSize(1);
        assertThat(files(warehouse).keySet())
                .noneMatch(
                        name -> name.startsWith(".commit") || name.startsWith(".staging") || name.startsWith(".lock"));
    }

    /** What a job needs before its first row is some 30 MB; wherever below memory ends, it is one line. */
    @ParameterizedTest
    @ValueSource(strings = {"8m", "24m", "32m"})
    void aHeapThatIsTooSmall(String heap) throws Exception {
        assertRefused(1, "the heap of ", "give more with CULPRIT_JAVA_OPTS=-Xmx4g", "report", "-Xmx" + heap);
    }

    private void assertRefused(int status, String what, String remedy, String command, String... options)
            throws Exception {
        Ended ended = run(command, options);
        assertThat(ended.errors())
                .singleElement()
                .asString()
                .startsWith("culprit: ")
                .contains(what, remedy);
        assertThat(ended.status()).isEqualTo(status);
        open();
        Map<String, String> after = files(folder);
        after.keySet().removeIf(name -> name.contains("warehouse/runs/"));
        assertThat(after).isEqualTo(before);
    }

    private Ended run(String command, String... options) throws Exception {
        List<String> words = new ArrayList<>(IS_ROOT ? WITHOUT_OVERRIDES : List.of());
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.add("-Dlog4j2.configurationFile=file:" + DemoDay.HOME.resolve("conf/log4j2.properties"));
        words.addAll(List.of(options));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Culprit.class.getName()));
        words.addAll(List.of(command, "--conf", configuration.toString()));
        Path errors = Files.createTempFile("errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment().put("CULPRIT_HOME", DemoDay.HOME.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            List<String> lines = Files.readAllLines(errors).stream()
                    .filter(line -> !line.matches("SLF4J.*|\\d\\d:\\d\\d:\\d\\d .*"))
                    .toList();
            return new Ended(process.exitValue(), lines);
        } finally {
            process.destroyForcibly();
            Files.delete(errors);
        }
    }

    private static Map<String, String> files(Path below) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walked = Files.walk(below)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                files.put(below.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
