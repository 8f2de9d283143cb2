package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobLauncher;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CulpritTest {
    @TempDir
    private Path home;

    private RecordedCulprit culprit;

    @BeforeEach
    void configure() throws IOException {
        culprit = new RecordedCulprit(home);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        extract-memory | extract-memory [MetricStream[environment=prod, path=m, cluster=null]]
        extract-series | extract-series [s]
        correlate      | correlate [prod] 2026-11-16T00:00:00Z 2026-11-23T00:00:00Z
        report         | report [prod] ReportSettings[title=Weekly cardinality report, output=report, redact=false, showValues=MASKED, exports=[], mail=nobody, webhooks=[], links=[], provenance=Provenance[version=null, generatedAt=null, command=null]] SEND
        """)
    void aCommandRunsItsJob(String command, String call) {
        assertThat(culprit.run(command)).isZero();
        assertThat(culprit.jobs.calls).containsExactly(call, "close");
        assertThat(culprit.err()).isEmpty();
    }

    /** In every way that a protocol may send it, at every place that a text may come out. */
    @Test
    void noOutputTableOrCrashFileShowsASecret() throws IOException {
        String password = "planted-pa55word/+";
        String inBase64 = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        String plainLogin =
                Base64.getEncoder().encodeToString(("\0user\0" + password).getBytes(StandardCharsets.UTF_8));
        String inUrl = URLEncoder.encode(password, StandardCharsets.UTF_8);
        String message = "535 %s %s %s https://user:%s@host".formatted(password, inBase64, plainLogin, inUrl);
        Warehouse warehouse = new Warehouse(culprit.home().resolve("warehouse").toString(), new Configuration());
        for (RuntimeException failure :
                List.of(new CulpritException(message), new IllegalStateException(message, new IOException(message)))) {
            culprit.jobs.failure = failure;
            int status = culprit.runOn(
                    (root, folder) -> new RecordingJobs(
                            culprit.jobs,
                            RecordedCulprit.CLOCK,
                            (name, row) -> warehouse.append(Table.RUNS, LocalDate.parse("2026-11-23"), name, row)),
                    "correlate",
                    "--set",
                    "report.mail.smtp.user=user",
                    "--set",
                    "report.mail.smtp.password=" + password);
            assertThat(status).isEqualTo(1);
        }
        StringBuilder everything = new StringBuilder(culprit.out() + culprit.err());
        everything.append(warehouse.appended(Table.RUNS, LocalDate.parse("2026-11-23")));
        try (var files = Files.walk(culprit.home())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".log"))
                    .toList()) {
                everything.append(Files.readString(file));
            }
        }
        assertThat(everything.toString())
                .contains("IllegalStateException", "RunRow", "535 ***", "https://user:***@host")
                .doesNotContain(password, inBase64, plainLogin, inUrl);
    }

    /** As {@code run --prometheus} leaves it. */
    @Test
    void checkReadsAWarehouseOfNoEnvironment() {
        assertThat(culprit.run("check", "--set", "environments=[]", "--set", "warehouse=culprit-out/warehouse"))
                .isZero();
        assertThat(culprit.run("correlate", "--set", "environments=[]")).isEqualTo(2);
    }

    @Test
    void everyCommandLooksAtWhatItNeedsFirst() {
        for (String command :
                List.of("extract-memory", "extract-series", "correlate", "report", "run", "check-config")) {
            assertThat(culprit.run(command, "--with-s3")).isZero();
        }
        assertThat(culprit.jobs.checked)
                .containsExactly(
                        Set.of(Step.EXTRACT_MEMORY),
                        Set.of(Step.EXTRACT_SERIES),
                        Set.of(Step.CORRELATE),
                        Set.of(Step.REPORT),
                        Set.of(Step.EXTRACT_MEMORY, Step.EXTRACT_SERIES, Step.CORRELATE, Step.REPORT),
                        Set.of(Step.values()));
        assertThat(culprit.out()).endsWith("""
            prod: memory in m; series in s
            warehouse warehouse, report report, mail to nobody
            all that the jobs need is there; whether files match their patterns, culprit doctor tells
            """);
        culprit.jobs.calls.clear();
        culprit.jobs.unfit = new ConfigurationException(List.of("one", "two"));
        for (String command :
                List.of("extract-memory", "extract-series", "correlate", "report", "run", "check-config")) {
            culprit.err.reset();
            assertThat(culprit.run(command)).isEqualTo(2);
            assertThat(culprit.err()).isEqualTo("culprit: one%nculprit: two%n".formatted());
        }
        assertThat(culprit.jobs.calls).containsOnly("close");
    }

    @Test
    void checkTellsWhatIsDamagedByItsStatusToo() {
        assertThat(culprit.run("check")).isZero();
        assertThat(culprit.jobs.calls).containsExactly("check", "close");
        assertThat(culprit.out()).isEqualTo("12 files of 3,456 bytes read: all as they were written\n");
        culprit.jobs.damage = List.of("w/a.parquet is \u0007 broken: make it anew");
        assertThat(culprit.run("check")).isEqualTo(1);
        assertThat(culprit.out()).endsWith("""
            w/a.parquet is \\u{7} broken: make it anew
            12 files of 3,456 bytes read: 1 thing is damaged
            """);
        assertThat(culprit.err()).isEmpty();
    }

    @Test
    void runRunsAllJobsAndEndsWithTheVerdicts() {
        assertThat(culprit.run("run")).isZero();
        assertThat(culprit.jobs.calls)
                .extracting(call -> call.replaceAll(" .*", ""))
                .containsExactly("extract-memory", "extract-series", "correlate", "report", "close");
        assertThat(culprit.out()).isEqualTo("the verdicts\nreport/report.html\n");
    }

    /** A minute of 2026-11-23 and nothing else. */
    private static final String SNAPSHOT = "../tsdb/src/test/resources/blocks/istio";

    @Test
    void aServersDataNeedsNoConfiguration() {
        assertThat(culprit.run("run", "--prometheus", SNAPSHOT)).isZero();
        assertThat(culprit.jobs.calls)
                .element(0)
                .asString()
                .startsWith("extract-memory [TsdbMemory[environment=prometheus");
        assertThat(culprit.jobs.calls)
                .contains(
                        "extract-series [" + SNAPSHOT + "]",
                        "correlate [prometheus] 2026-11-23T00:00:00Z 2026-11-24T00:00:00Z");
        assertThat(culprit.jobs.calls).anyMatch(call -> call.contains("output=culprit-out/report"));
        assertThat(culprit.run(
                        "run",
                        "--prometheus",
                        SNAPSHOT,
                        "--set",
                        "report.output=o",
                        "--from",
                        "2026-11-20",
                        "--to",
                        "2026-11-25"))
                .isZero();
        assertThat(culprit.jobs.calls).contains("correlate [prometheus] 2026-11-20T00:00:00Z 2026-11-25T00:00:00Z");
        assertThat(culprit.jobs.calls).anyMatch(call -> call.contains("output=o,"));
    }

    @Test
    void dataThatIsNoneIsNamed() {
        assertThat(culprit.run("run", "--prometheus", "src")).isEqualTo(1);
        assertThat(culprit.err()).startsWith("culprit: --prometheus src: holds no block of Prometheus");
        assertThat(culprit.run("run", "--prometheus", "nowhere://bucket/prod")).isEqualTo(1);
        assertThat(culprit.err()).contains("--prometheus nowhere://bucket/prod: cannot be read");
        assertThat(culprit.run("run", "--prometheus", SNAPSHOT, "--conf", "my.conf"))
                .isEqualTo(2);
        assertThat(culprit.err()).contains("--prometheus stands for a configuration");
    }

    @Test
    void demoReadsItsOwnConfiguration() throws IOException {
        Files.writeString(
                culprit.home().resolve("conf/demo.conf"),
                "culprit { environments = [ { name = demo } ], period { from = \"2026-11-16\", to = \"2026-11-19\" }"
                        + " }");
        assertThat(culprit.run("demo")).isZero();
        assertThat(culprit.jobs.calls)
                .anyMatch(call ->
                        call.contains("output=" + Path.of("culprit-demo/report").toAbsolutePath() + ","));
        culprit.jobs.calls.clear();
        Files.writeString(culprit.home().resolve("pom.xml"), "");
        assertThat(culprit.run("demo", "--set", "report.title=Mine", "--to", "2026-11-18"))
                .isZero();
        assertThat(culprit.jobs.calls)
                .containsExactly(
                        "correlate [demo] 2026-11-16T00:00:00Z 2026-11-18T00:00:00Z",
                        "report [demo] ReportSettings[title=Mine, output=report, redact=false, showValues=MASKED,"
                                + " exports=[], mail=nobody, webhooks=[], links=[],"
                                + " provenance=Provenance[version=null, generatedAt=null, command=null]] SEND",
                        "close");
    }

    @Test
    void demoNeedsTheProject() {
        assertThat(culprit.runWith(Map.of(), "demo")).isEqualTo(2);
        assertThat(culprit.err())
                .startsWith("culprit: demo reads the files of the project: ")
                .hasLineCount(1);
    }

    @Test
    void runLeavesOutWhatNoEnvironmentHasASourceFor() throws IOException {
        culprit.environments("{ name = prod, scrapes { path = s } }, { name = test }");
        assertThat(culprit.run("run")).isZero();
        assertThat(culprit.jobs.calls).first().isEqualTo("extract-series [s]");
        assertThat(culprit.jobs.calls).contains("correlate [prod, test] 2026-11-16T00:00:00Z 2026-11-23T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"extract-memory,memory", "extract-series,scrapes"})
    void anExtractionWithoutASourceIsRefused(String command, String block) throws IOException {
        culprit.environments("{ name = prod }");
        assertThat(culprit.run(command)).isEqualTo(2);
        assertThat(culprit.err())
                .isEqualTo(
                        "culprit: no environment has a %s block: %s has nothing to read%n".formatted(block, command));
    }

    @Test
    void aDryRunSaysWhatCloudWatchWouldBeAskedFor() throws IOException {
        culprit.environments(RecordedCulprit.BOTH
                + ", { name = api, memory { source = cloudwatch, region = us-west-2, cluster = eks } }");
        assertThat(culprit.run("extract-memory", "--dry-run")).isZero();
        assertThat(culprit.jobs.calls).hasSize(2).last().isEqualTo("close");
        assertThat(culprit.jobs.calls.get(0))
                .startsWith("estimate-memory [MetricStream[environment=prod, path=m, cluster=null], CloudWatch[")
                .contains("environment=api, platform=EKS, name=eks", "region=us-west-2", "callsPerSecond=25.0");
        assertThat(culprit.out()).contains("2,400", "240", "$0.02").doesNotContain("verdicts");
        assertThat(culprit.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void anEnvironmentWithoutEstimateFailsAfterTheOthers() throws IOException {
        culprit.environments("{ name = api, memory { source = cloudwatch, region = us-west-2, cluster = eks } }");
        culprit.jobs.estimateMisses = "the role is gone";
        assertThat(culprit.run("extract-memory", "--dry-run")).isEqualTo(1);
        assertThat(culprit.out()).contains("$0.02");
        assertThat(culprit.err()).isEqualTo("culprit: the role is gone%n".formatted());
    }

    @Test
    void aDryRunWithoutTheApiIsRefused() {
        assertThat(culprit.run("extract-memory", "--dry-run")).isEqualTo(2);
        assertThat(culprit.err())
                .startsWith("culprit: no environment has memory.source = cloudwatch, prometheus.cloudwatch or"
                        + " prometheus.amp: ");
    }

    @ParameterizedTest
    @CsvSource({
        "report,,true,0",
        "report,--fail-on-finding,true,3",
        "report,--fail-on-finding,false,0",
        "report,--set=report.fail-on-finding=true,true,3",
        "run,--fail-on-finding,true,3",
        "run,,true,0"
    })
    void aNamedLabelIsAStatusWhereAskedFor(String command, String option, boolean labelNamed, int status) {
        culprit.jobs.labelNamed = labelNamed;
        assertThat(option == null ? culprit.run(command) : culprit.run(command, option))
                .isEqualTo(status);
        assertThat(culprit.out()).contains("the verdicts");
    }

    @Test
    void aDryRunOfTheReportShowsTheMailOnly() {
        assertThat(culprit.run("report", "--dry-run")).isZero();
        assertThat(culprit.out()).isEqualTo("the letters\n");
        assertThat(culprit.jobs.calls).first().asString().endsWith(" SHOW");
        assertThat(culprit.run("report", "--dry-run", "--resend")).isEqualTo(2);
        assertThat(culprit.err()).startsWith("culprit: --dry-run sends nothing: it cannot go with --resend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "run"})
    void mailThatWasNotSentIsToldAfterTheVerdicts(String command) {
        culprit.jobs.mailMisses = "no mail to a@example.com: the server is gone";
        assertThat(culprit.run(command, "--resend", "--fail-on-finding")).isEqualTo(1);
        assertThat(culprit.out()).isEqualTo("the verdicts\nreport/report.html\n");
        assertThat(culprit.err()).isEqualTo("culprit: no mail to a@example.com: the server is gone\n");
        assertThat(culprit.jobs.calls).anyMatch(call -> call.startsWith("report") && call.endsWith(" RESEND"));
    }

    @Test
    void aNamedConfigurationComesBeforeTheInstalledOne() throws IOException {
        Path mine =
                Files.writeString(culprit.home().resolve("mine.conf"), "culprit.environments = [ { name = mine } ]");
        assertThat(culprit.run("correlate", "--conf", mine.toString())).isZero();
        assertThat(culprit.jobs.calls).first().asString().startsWith("correlate [mine]");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(culprit.run("--help")).isZero();
        assertThat(culprit.out()).contains("extract-memory", "demo", "Exit status");
        culprit.out.reset();
        assertThat(culprit.run("report", "--help")).isZero();
        assertThat(culprit.out()).contains("--fail-on-finding", "--conf=FILE", "--set=PATH=VALUE");
        culprit.out.reset();
        for (String[] words : new String[][] {{"help"}, {"help", "run"}, {"help", "capture"}}) {
            assertThat(culprit.run(words)).isZero();
            assertThat(culprit.out()).contains("Usage: culprit" + (words.length == 1 ? "" : " " + words[1]));
            culprit.out.reset();
        }
        assertThat(culprit.run("--version")).isZero();
        assertThat(culprit.out()).matches("culprit \\d+\\.\\d+\\.\\d+.*\\R");
        assertThat(culprit.err()).isEmpty();
    }

    @Test
    void theJobsFindTheirLauncher() {
        assertThat(ServiceLoader.load(JobLauncher.class)).hasOnlyElementsOfType(AppLauncher.class);
        assertThat(new AppLauncher().launch("report", new String[] {"--help"})).isZero();
        assertThat(new AppLauncher().launch("report", new String[] {"--conf", "nowhere.conf"}))
                .isEqualTo(2);
    }

    /** Else this JVM would end here, and the build would say so. */
    @Test
    void underSparkSubmitAMainThatIsDoneReturns() {
        System.setProperty("spark.master", "yarn");
        try {
            Culprit.main(new String[] {"--version"});
        } finally {
            System.clearProperty("spark.master");
        }
        assertThat(SparkSettings.submitted()).isFalse();
    }
}
