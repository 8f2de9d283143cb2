package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.AnotherRunException;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told where a command cannot do what it was asked for. */
final class FailuresTest {
    @TempDir
    private Path home;

    private RecordedCulprit culprit;

    @BeforeEach
    void configure() throws IOException {
        culprit = new RecordedCulprit(home);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        corelate                                  | Unmatched argument at index 0: 'corelate'; did you mean 'correlate'?
        correlate --form 2026-11-16               | did you mean '--from'?
        correlate --conf                          | Missing required parameter for option '--conf' (FILE)
        extract-memory --fail-on-finding          | Unknown option: '--fail-on-finding'
        demo --conf x                             | Unknown option
        """)
    void badArgumentsAreToldWithAHint(String line, String message) {
        assertThat(culprit.run(line.split(" "))).isEqualTo(2);
        assertThat(culprit.err()).startsWith("culprit: ").contains(message).hasLineCount(2);
        assertThat(culprit.err().lines().toList().get(1)).matches("Try 'culprit.* --help'\\.");
        assertThat(culprit.jobs.calls).isEmpty();
    }

    @Test
    void noCommandIsBadUse() {
        assertThat(culprit.run()).isEqualTo(2);
        assertThat(culprit.err())
                .startsWith("culprit: no command: give one of capture, check, check-config, correlate, demo, doctor,"
                        + " extract-memory, extract-series, help, report, run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correlate --from yesterday",
                "correlate --from 2026-11-20 --to 2026-11-19",
                "correlate --to 2026-11-2x",
                "correlate --conf nowhere.conf",
                "correlate --set report.redact=maybe",
                "correlate --set repot.redact=true",
                "correlate --set nothing"
            })
    void badConfigurationIsToldOnOneLine(String line) {
        assertThat(culprit.run(line.split(" "))).isEqualTo(2);
        assertThat(culprit.err()).startsWith("culprit: ").hasLineCount(1);
        assertThat(culprit.jobs.calls).isEmpty();
    }

    @Test
    void aFailureIsToldOnOneLine() {
        culprit.jobs.failure = new CulpritException("the archive\nis gone");
        assertThat(culprit.run("correlate")).isEqualTo(1);
        assertThat(culprit.err()).isEqualTo("culprit: the archive\\nis gone%n".formatted());
        assertThat(culprit.jobs.calls).contains("close");
    }

    @Test
    void aFailureIsFoundInsideOthers() {
        culprit.jobs.failure =
                new IllegalStateException("Job aborted", new RuntimeException(new ConfigurationException("bad")));
        assertThat(culprit.run("correlate")).isEqualTo(2);
        assertThat(culprit.err()).isEqualTo("culprit: bad%n".formatted());
    }

    @Test
    void aFailedExtractionDoesNotCostTheReportButTheStatus() {
        culprit.jobs.failing = "extract-series";
        culprit.jobs.failure = new CulpritException("environment prod: no scrapes");
        assertThat(culprit.run("run")).isEqualTo(1);
        assertThat(culprit.jobs.calls).anyMatch(call -> call.startsWith("report"));
        assertThat(culprit.out()).contains("the verdicts");
        assertThat(culprit.err()).isEqualTo("culprit: environment prod: no scrapes%n".formatted());
    }

    /** Else tables would be judged of which the other has written a part. */
    @Test
    void aRunThatAnotherHasOvertakenEnds() {
        culprit.jobs.failing = "extract-memory";
        culprit.jobs.failure = CulpritException.all(List.of(
                new CulpritException("environment test: gone"),
                new AnotherRunException("another run has replaced prod's tables")));
        assertThat(culprit.run("run")).isEqualTo(1);
        assertThat(culprit.jobs.calls).hasSize(2).first().asString().startsWith("extract-memory");
        assertThat(culprit.err()).contains("another run has replaced prod's tables");
    }

    @Test
    void aBadConfigurationStopsARunAtOnce() {
        culprit.jobs.failing = "extract-series";
        culprit.jobs.failure = new ConfigurationException("bad pattern");
        assertThat(culprit.run("run")).isEqualTo(2);
        assertThat(culprit.jobs.calls).noneMatch(call -> call.startsWith("correlate"));
    }

    @Test
    void anInternalErrorLeavesItsTraceInAFile() throws IOException {
        Files.writeString(culprit.home().resolve("pom.xml"), "");
        culprit.jobs.failure = new IllegalStateException("odd\u001b");
        assertThat(culprit.run("run")).isEqualTo(1);
        assertThat(culprit.err())
                .startsWith("culprit: internal error: java.lang.IllegalStateException: odd\\u{1b} (details in "
                        + culprit.home().resolve("target/culprit-error-"))
                .hasLineCount(1);
        try (var files = Files.list(culprit.home().resolve("target"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains("at dev.culprit.app.FailuresTest"));
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsToldToo() {
        int status = culprit.runOn(
                (warehouse, at) -> {
                    throw new NoClassDefFoundError("org/apache/spark/SparkContext");
                },
                "correlate");
        assertThat(status).isEqualTo(1);
        assertThat(culprit.err()).contains("NoClassDefFoundError").hasLineCount(1);
    }
}
