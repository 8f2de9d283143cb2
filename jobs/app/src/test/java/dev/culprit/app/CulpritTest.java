package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.AnotherRunException;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import dev.culprit.model.JobLauncher;
import dev.culprit.model.table.Table;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T16:30:00Z"), ZoneOffset.UTC);
    private static final String BOTH =
            "{ name = prod, memory { source = metric-stream, path = m }, scrapes { path = s } }";

    @TempDir
    private Path home;

    private final RecordedJobs jobs = new RecordedJobs();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        environments(BOTH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        extract-memory | extract-memory [MetricStream[environment=prod, path=m, cluster=null]]
        extract-series | extract-series [s]
        correlate      | correlate [prod] 2026-11-16T00:00:00Z 2026-11-23T00:00:00Z
        report         | report [prod] ReportSettings[title=Weekly cardinality report, output=report, redact=false, showValues=MASKED, exports=[], mail=nobody, webhooks=[], links=[], provenance=Provenance[version=null, generatedAt=null, command=null]] SEND
        """)
    void aCommandRunsItsJob(String command, String call) {
        assertThat(run(command)).isZero();
        assertThat(jobs.calls).containsExactly(call, "close");
        assertThat(err()).isEmpty();
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
        Warehouse warehouse = new Warehouse(home.resolve("warehouse").toString(), new Configuration());
        for (RuntimeException failure :
                List.of(new CulpritException(message), new IllegalStateException(message, new IOException(message)))) {
            jobs.failure = failure;
            int status = Culprit.run(
                    new String[] {
                        "correlate",
                        "--set",
                        "report.mail.smtp.user=user",
                        "--set",
                        "report.mail.smtp.password=" + password
                    },
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Map.of("CULPRIT_HOME", home.toString()),
                    CLOCK,
                    (root, folder) -> new RecordingJobs(
                            jobs,
                            CLOCK,
                            (name, row) -> warehouse.append(Table.RUNS, LocalDate.parse("2026-11-23"), name, row)));
            assertThat(status).isEqualTo(1);
        }
        StringBuilder everything = new StringBuilder(out() + err());
        everything.append(warehouse.appended(Table.RUNS, LocalDate.parse("2026-11-23")));
        try (var files = Files.walk(home)) {
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
        assertThat(run("check", "--set", "environments=[]", "--set", "warehouse=culprit-out/warehouse"))
                .isZero();
        assertThat(run("correlate", "--set", "environments=[]")).isEqualTo(2);
    }

    @Test
    void everyCommandLooksAtWhatItNeedsFirst() {
        for (String command :
                List.of("extract-memory", "extract-series", "correlate", "report", "run", "check-config")) {
            assertThat(run(command, "--with-s3")).isZero();
        }
        assertThat(jobs.checked)
                .containsExactly(
                        Set.of(Step.EXTRACT_MEMORY),
                        Set.of(Step.EXTRACT_SERIES),
                        Set.of(Step.CORRELATE),
                        Set.of(Step.REPORT),
                        Set.of(Step.EXTRACT_MEMORY, Step.EXTRACT_SERIES, Step.CORRELATE, Step.REPORT),
                        Set.of(Step.values()));
        assertThat(out()).endsWith("""
            prod: memory in m; series in s
            warehouse warehouse, report report, mail to nobody
            all that the jobs need is there
            """);
        jobs.calls.clear();
        jobs.unfit = new ConfigurationException(List.of("one", "two"));
        for (String command :
                List.of("extract-memory", "extract-series", "correlate", "report", "run", "check-config")) {
            err.reset();
            assertThat(run(command)).isEqualTo(2);
            assertThat(err()).isEqualTo("culprit: one%nculprit: two%n".formatted());
        }
        assertThat(jobs.calls).containsOnly("close");
    }

    @Test
    void checkTellsWhatIsDamagedByItsStatusToo() {
        assertThat(run("check")).isZero();
        assertThat(jobs.calls).containsExactly("check", "close");
        assertThat(out()).isEqualTo("12 files of 3,456 bytes read: all as they were written\n");
        jobs.damage = List.of("w/a.parquet is \u0007 broken: make it anew");
        assertThat(run("check")).isEqualTo(1);
        assertThat(out()).endsWith("""
            w/a.parquet is \\u{7} broken: make it anew
            12 files of 3,456 bytes read: 1 thing is damaged
            """);
        assertThat(err()).isEmpty();
    }

    @Test
    void runRunsAllJobsAndEndsWithTheVerdicts() {
        assertThat(run("run")).isZero();
        assertThat(jobs.calls)
                .extracting(call -> call.replaceAll(" .*", ""))
                .containsExactly("extract-memory", "extract-series", "correlate", "report", "close");
        assertThat(out()).isEqualTo("the verdicts\nreport/report.html\n");
    }

    /** A minute of 2026-11-23 and nothing else. */
    private static final String SNAPSHOT = "../tsdb/src/test/resources/blocks/istio";

    @Test
    void aServersDataNeedsNoConfiguration() {
        assertThat(run("run", "--prometheus", SNAPSHOT)).isZero();
        assertThat(jobs.calls).element(0).asString().startsWith("extract-memory [TsdbMemory[environment=prometheus");
        assertThat(jobs.calls)
                .contains(
                        "extract-series [" + SNAPSHOT + "]",
                        "correlate [prometheus] 2026-11-23T00:00:00Z 2026-11-24T00:00:00Z");
        assertThat(jobs.calls).anyMatch(call -> call.contains("output=culprit-out/report"));
        assertThat(run(
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
        assertThat(jobs.calls).contains("correlate [prometheus] 2026-11-20T00:00:00Z 2026-11-25T00:00:00Z");
        assertThat(jobs.calls).anyMatch(call -> call.contains("output=o,"));
    }

    @Test
    void dataThatIsNoneIsNamed() {
        assertThat(run("run", "--prometheus", "src")).isEqualTo(1);
        assertThat(err()).startsWith("culprit: --prometheus src: holds no block of Prometheus");
        assertThat(run("run", "--prometheus", "nowhere://bucket/prod")).isEqualTo(1);
        assertThat(err()).contains("--prometheus nowhere://bucket/prod: cannot be read");
        assertThat(run("run", "--prometheus", SNAPSHOT, "--conf", "my.conf")).isEqualTo(2);
        assertThat(err()).contains("--prometheus stands for a configuration");
    }

    @Test
    void demoReadsItsOwnConfiguration() throws IOException {
        Files.writeString(
                home.resolve("conf/demo.conf"),
                "culprit { environments = [ { name = demo } ], period { from = \"2026-11-16\", to = \"2026-11-19\" }"
                        + " }");
        assertThat(run("demo")).isZero();
        assertThat(jobs.calls)
                .anyMatch(call ->
                        call.contains("output=" + Path.of("culprit-demo/report").toAbsolutePath() + ","));
        jobs.calls.clear();
        Files.writeString(home.resolve("pom.xml"), "");
        assertThat(run("demo", "--set", "report.title=Mine", "--to", "2026-11-18"))
                .isZero();
        assertThat(jobs.calls)
                .containsExactly(
                        "correlate [demo] 2026-11-16T00:00:00Z 2026-11-18T00:00:00Z",
                        "report [demo] ReportSettings[title=Mine, output=report, redact=false, showValues=MASKED,"
                                + " exports=[], mail=nobody, webhooks=[], links=[],"
                                + " provenance=Provenance[version=null, generatedAt=null, command=null]] SEND",
                        "close");
    }

    @Test
    void demoNeedsTheProject() {
        assertThat(runWith(Map.of(), "demo")).isEqualTo(2);
        assertThat(err())
                .startsWith("culprit: demo reads the files of the project: ")
                .hasLineCount(1);
    }

    @Test
    void runLeavesOutWhatNoEnvironmentHasASourceFor() throws IOException {
        environments("{ name = prod, scrapes { path = s } }, { name = test }");
        assertThat(run("run")).isZero();
        assertThat(jobs.calls).first().isEqualTo("extract-series [s]");
        assertThat(jobs.calls).contains("correlate [prod, test] 2026-11-16T00:00:00Z 2026-11-23T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"extract-memory,memory", "extract-series,scrapes"})
    void anExtractionWithoutASourceIsRefused(String command, String block) throws IOException {
        environments("{ name = prod }");
        assertThat(run(command)).isEqualTo(2);
        assertThat(err())
                .isEqualTo(
                        "culprit: no environment has a %s block: %s has nothing to read%n".formatted(block, command));
    }

    @Test
    void aDryRunSaysWhatCloudWatchWouldBeAskedFor() throws IOException {
        environments(BOTH + ", { name = api, memory { source = cloudwatch, region = us-west-2, cluster = eks } }");
        assertThat(run("extract-memory", "--dry-run")).isZero();
        assertThat(jobs.calls).hasSize(2).last().isEqualTo("close");
        assertThat(jobs.calls.get(0))
                .startsWith("estimate-memory [MetricStream[environment=prod, path=m, cluster=null], CloudWatch[")
                .contains("environment=api, platform=EKS, name=eks", "region=us-west-2", "callsPerSecond=25.0");
        assertThat(out()).contains("2,400", "240", "$0.02").doesNotContain("verdicts");
        assertThat(out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void anEnvironmentWithoutEstimateFailsAfterTheOthers() throws IOException {
        environments("{ name = api, memory { source = cloudwatch, region = us-west-2, cluster = eks } }");
        jobs.estimateMisses = "the role is gone";
        assertThat(run("extract-memory", "--dry-run")).isEqualTo(1);
        assertThat(out()).contains("$0.02");
        assertThat(err()).isEqualTo("culprit: the role is gone%n".formatted());
    }

    @Test
    void aDryRunWithoutTheApiIsRefused() {
        assertThat(run("extract-memory", "--dry-run")).isEqualTo(2);
        assertThat(err())
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
        jobs.labelNamed = labelNamed;
        assertThat(option == null ? run(command) : run(command, option)).isEqualTo(status);
        assertThat(out()).contains("the verdicts");
    }

    @Test
    void aDryRunOfTheReportShowsTheMailOnly() {
        assertThat(run("report", "--dry-run")).isZero();
        assertThat(out()).isEqualTo("the letters\n");
        assertThat(jobs.calls).first().asString().endsWith(" SHOW");
        assertThat(run("report", "--dry-run", "--resend")).isEqualTo(2);
        assertThat(err()).startsWith("culprit: --dry-run sends nothing: it cannot go with --resend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "run"})
    void mailThatWasNotSentIsToldAfterTheVerdicts(String command) {
        jobs.mailMisses = "no mail to a@example.com: the server is gone";
        assertThat(run(command, "--resend", "--fail-on-finding")).isEqualTo(1);
        assertThat(out()).isEqualTo("the verdicts\nreport/report.html\n");
        assertThat(err()).isEqualTo("culprit: no mail to a@example.com: the server is gone\n");
        assertThat(jobs.calls).anyMatch(call -> call.startsWith("report") && call.endsWith(" RESEND"));
    }

    @Test
    void aNamedConfigurationComesBeforeTheInstalledOne() throws IOException {
        Path mine = Files.writeString(home.resolve("mine.conf"), "culprit.environments = [ { name = mine } ]");
        assertThat(run("correlate", "--conf", mine.toString())).isZero();
        assertThat(jobs.calls).first().asString().startsWith("correlate [mine]");
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
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err()).startsWith("culprit: ").contains(message).hasLineCount(2);
        assertThat(err().lines().toList().get(1)).matches("Try 'culprit.* --help'\\.");
        assertThat(jobs.calls).isEmpty();
    }

    @Test
    void noCommandIsBadUse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err())
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
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err()).startsWith("culprit: ").hasLineCount(1);
        assertThat(jobs.calls).isEmpty();
    }

    @Test
    void aFailureIsToldOnOneLine() {
        jobs.failure = new CulpritException("the archive\nis gone");
        assertThat(run("correlate")).isEqualTo(1);
        assertThat(err()).isEqualTo("culprit: the archive\\nis gone%n".formatted());
        assertThat(jobs.calls).contains("close");
    }

    @Test
    void aFailureIsFoundInsideOthers() {
        jobs.failure =
                new IllegalStateException("Job aborted", new RuntimeException(new ConfigurationException("bad")));
        assertThat(run("correlate")).isEqualTo(2);
        assertThat(err()).isEqualTo("culprit: bad%n".formatted());
    }

    @Test
    void aFailedExtractionDoesNotCostTheReportButTheStatus() {
        jobs.failing = "extract-series";
        jobs.failure = new CulpritException("environment prod: no scrapes");
        assertThat(run("run")).isEqualTo(1);
        assertThat(jobs.calls).anyMatch(call -> call.startsWith("report"));
        assertThat(out()).contains("the verdicts");
        assertThat(err()).isEqualTo("culprit: environment prod: no scrapes%n".formatted());
    }

    /** Else tables would be judged of which the other has written a part. */
    @Test
    void aRunThatAnotherHasOvertakenEnds() {
        jobs.failing = "extract-memory";
        jobs.failure = CulpritException.all(List.of(
                new CulpritException("environment test: gone"),
                new AnotherRunException("another run has replaced prod's tables")));
        assertThat(run("run")).isEqualTo(1);
        assertThat(jobs.calls).hasSize(2).first().asString().startsWith("extract-memory");
        assertThat(err()).contains("another run has replaced prod's tables");
    }

    @Test
    void aBadConfigurationStopsARunAtOnce() {
        jobs.failing = "extract-series";
        jobs.failure = new ConfigurationException("bad pattern");
        assertThat(run("run")).isEqualTo(2);
        assertThat(jobs.calls).noneMatch(call -> call.startsWith("correlate"));
    }

    @Test
    void anInternalErrorLeavesItsTraceInAFile() throws IOException {
        Files.writeString(home.resolve("pom.xml"), "");
        jobs.failure = new IllegalStateException("odd\u001b");
        assertThat(run("run")).isEqualTo(1);
        assertThat(err())
                .startsWith("culprit: internal error: java.lang.IllegalStateException: odd\\u{1b} (details in "
                        + home.resolve("target/culprit-error-"))
                .hasLineCount(1);
        try (var files = Files.list(home.resolve("target"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains("at dev.culprit.app.CulpritTest"));
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsToldToo() {
        int status = Culprit.run(
                new String[] {"correlate"}, stream(out), stream(err), environment(), CLOCK, (warehouse, at) -> {
                    throw new NoClassDefFoundError("org/apache/spark/sql/SparkSession");
                });
        assertThat(status).isEqualTo(1);
        assertThat(err()).contains("NoClassDefFoundError").hasLineCount(1);
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("extract-memory", "demo", "Exit status");
        out.reset();
        assertThat(run("report", "--help")).isZero();
        assertThat(out()).contains("--fail-on-finding", "--conf=FILE", "--set=PATH=VALUE");
        out.reset();
        for (String[] words : new String[][] {{"help"}, {"help", "run"}, {"help", "capture"}}) {
            assertThat(run(words)).isZero();
            assertThat(out()).contains("Usage: culprit" + (words.length == 1 ? "" : " " + words[1]));
            out.reset();
        }
        assertThat(run("--version")).isZero();
        assertThat(out()).matches("culprit \\d+\\.\\d+\\.\\d+.*\\R");
        assertThat(err()).isEmpty();
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

    private void environments(String blocks) throws IOException {
        Files.writeString(home.resolve("conf/culprit.conf"), "culprit.environments = [ " + blocks + " ]");
    }

    private Map<String, String> environment() {
        return Map.of("CULPRIT_HOME", home.toString());
    }

    private int run(String... arguments) {
        return runWith(environment(), arguments);
    }

    private int runWith(Map<String, String> environment, String... arguments) {
        return Culprit.run(arguments, stream(out), stream(err), environment, CLOCK, (warehouse, at) -> jobs);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
