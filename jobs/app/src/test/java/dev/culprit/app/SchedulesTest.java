package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** The examples for cron, systemd and Airflow, as far as they run without those. */
final class SchedulesTest {
    static final Path SCHEDULES = DemoDay.HOME.resolve("conf/schedules");
    private static final String WEEKLY = "/opt/culprit/conf/schedules/culprit-weekly";

    @TempDir
    private Path folder;

    /** Exit status, and standard output with standard error. */
    private record Ended(int status, String told) {}

    private Ended run(Map<String, String> environment, List<String> command) throws IOException {
        Path told = Files.createTempFile(folder, "told", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        builder.environment().putAll(environment);
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

    private static boolean has(String tool) {
        for (String path : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(path, tool))) {
                return true;
            }
        }
        return false;
    }

    private Path script(String name, String body) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/usr/bin/env bash\n" + body);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private Map<String, String> environment(Path launcher) throws IOException {
        Path secrets = Files.writeString(folder.resolve("environment"), "SMTP_PASSWORD='a secret'\n");
        return Map.of(
                "CULPRIT", launcher.toString(),
                "CULPRIT_ENVIRONMENT", secrets.toString(),
                "CULPRIT_LOCK", folder.resolve("lock").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theScriptLooksAtTheWeekBeforeMondayAndEndsAsCulpritDoes(int status) throws IOException {
        Path launcher = script("launcher", "printf '%s\\n' \"$@\" \"$SMTP_PASSWORD\"\nexit " + status + "\n");
        LocalDate before = lastMonday();
        Ended ended = run(
                environment(launcher),
                List.of(SCHEDULES.resolve("culprit-weekly").toString(), "my.conf", "--set", "report.redact=true"));
        LocalDate after = lastMonday();
        assertThat(ended.status()).as(ended.told()).isEqualTo(status);
        List<String> told = new ArrayList<>(ended.told().lines().toList());
        assertThat(told.remove(told.size() - 1)).isEqualTo("a secret");
        ParseResult parsed = Submission.parse(told);
        assertThat(parsed.commandSpec().name()).isEqualTo("run");
        LocalDate to = LocalDate.parse(parsed.<String>matchedOptionValue("--to", null));
        assertThat(to).isIn(before, after);
        assertThat(parsed.<String>matchedOptionValue("--from", null))
                .isEqualTo(to.minusDays(7).toString());
        assertThat(parsed.hasMatchedOption("--fail-on-finding")).isTrue();
        assertThat(parsed.<String>matchedOptionValue("--conf", null)).isEqualTo("my.conf");
    }

    private static LocalDate lastMonday() {
        return LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Test
    void twoRunsNeverOverlap() throws IOException {
        assumeTrue(has("flock"), "no flock here");
        // The first one starts the second, which so runs while it does.
        Path launcher = script(
                "launcher",
                "[ -z \"${INNER:-}\" ] || exit 9\nINNER=1 '%s' my.conf\n"
                        .formatted(SCHEDULES.resolve("culprit-weekly")));
        List<String> command = List.of(SCHEDULES.resolve("culprit-weekly").toString(), "my.conf");
        Ended first = run(environment(launcher), command);
        assertThat(first).isEqualTo(new Ended(75, "culprit-weekly: another run is at work\n"));
        assertThat(run(environment(script("launcher", "exit 0\n")), command)).isEqualTo(new Ended(0, ""));
    }

    @Test
    void aLockThatCannotBeWrittenIsToldWithItsMend() throws IOException {
        Map<String, String> environment = new HashMap<>(environment(script("launcher", "exit 0\n")));
        environment.put("CULPRIT_LOCK", folder + "/nowhere/lock");
        assertThat(run(environment, List.of(SCHEDULES.resolve("culprit-weekly").toString(), "my.conf")))
                .isEqualTo(new Ended(
                        2,
                        "culprit-weekly: the lock %s/nowhere/lock cannot be written: set CULPRIT_LOCK to a file that you may write to\n"
                                .formatted(folder)));
    }

    @Test
    void cronRunsTheScriptOnMondays() throws IOException {
        List<String> lines = Files.readAllLines(SCHEDULES.resolve("culprit.cron")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        List<String> variables =
                lines.stream().filter(line -> line.matches("[A-Z_]+=.*")).toList();
        assertThat(variables).contains("CRON_TZ=UTC").anyMatch(line -> line.startsWith("CULPRIT_LOCK="));
        List<String> jobs =
                lines.stream().filter(line -> !variables.contains(line)).toList();
        // minute hour day month weekday user; % would end the command.
        assertThat(jobs)
                .singleElement()
                .asString()
                .matches("[0-5]?\\d ([1-9]|1\\d|2[0-3]) \\* \\* 1 culprit .*")
                .contains(WEEKLY + " ")
                .doesNotContain("%");
        // What cron runs, by its shell: quiet when all is well, else the status and the log's end.
        Path weekly = script("weekly", "echo told; exit $STATUS\n");
        String job = jobs.get(0)
                .replaceFirst("^(\\S+ ){6}", "")
                .replace(WEEKLY, weekly.toString())
                .replace("/var/lib/culprit", folder.toString());
        Map<String, String> environment = Map.of("LOG", folder.resolve("log").toString(), "STATUS", "0");
        assertThat(run(environment, List.of("bash", "-c", job))).isEqualTo(new Ended(0, ""));
        assertThat(run(Map.of("LOG", folder.resolve("log").toString(), "STATUS", "3"), List.of("bash", "-c", job))
                        .told())
                .isEqualTo("culprit-weekly ended with status 3\ntold\ntold\n");
    }

    @Test
    void cronCapturesQuietly() throws IOException {
        List<String> lines = Files.readAllLines(SCHEDULES.resolve("culprit-capture.cron"));
        String job = lines.get(lines.size() - 1);
        assertThat(job)
                .startsWith("*/5 * * * * culprit /opt/culprit/bin/culprit ")
                .doesNotContain("%");
        ParseResult parsed = Submission.parse(List.of(job.split(" ")).subList(7, job.split(" ").length));
        assertThat(parsed.commandSpec().name()).isEqualTo("capture");
        assertThat(parsed.hasMatchedOption("--quiet")).isTrue();
        assertThat(parsed.<Integer>matchedOptionValue("--count", null)).isEqualTo(1);
    }

    @Test
    void systemdTakesItsUnits() throws IOException {
        String service = Files.readString(SCHEDULES.resolve("culprit.service"));
        assertThat(service.lines())
                .contains(
                        "Type=oneshot",
                        "ExecStart=" + WEEKLY + " /etc/culprit/culprit.conf",
                        "EnvironmentFile=-/etc/culprit/environment",
                        "RestartPreventExitStatus=2")
                .anyMatch(line -> line.matches("SuccessExitStatus=.*\\b3\\b.*"));
        assertThat(Files.readString(SCHEDULES.resolve("culprit.timer")))
                .contains("OnCalendar=Mon *-*-* 03:30:00 UTC\n", "Persistent=true\n");
        assumeTrue(has("systemd-analyze"), "no systemd-analyze here");
        Path unit = Files.writeString(
                folder.resolve("culprit.service"), service.replace("/opt/culprit", DemoDay.HOME.toString()));
        Path timer = Files.copy(SCHEDULES.resolve("culprit.timer"), folder.resolve("culprit.timer"));
        Ended verified = run(Map.of(), List.of("systemd-analyze", "verify", unit.toString(), timer.toString()));
        // Of the units, and not of what else this machine has.
        assertThat(verified.told().lines().filter(line -> line.contains("culprit.")))
                .isEmpty();
        Ended calendar =
                run(Map.of(), List.of("systemd-analyze", "calendar", "--iterations=2", "Mon *-*-* 03:30:00 UTC"));
        assertThat(calendar.status()).as(calendar.told()).isZero();
        assertThat(calendar.told()).containsPattern("Mon \\d{4}-\\d\\d-\\d\\d 03:30:00 UTC");
    }

    /** Airflow's names that the DAG uses, as its documentation has them, and a Monday's run of all tasks in the order they are linked. */
    private static final String AIRFLOW = """
        import sys, types, json, datetime
        calls = []
        class Task:
            def __init__(self, function): self.function = function
            def __call__(self, *values): return Made(self.function, values)
        class Made:
            def __init__(self, function, values):
                self.function, self.values, self.before = function, values, [v for v in values if isinstance(v, Made)]
                made.append(self)
            def __rshift__(self, other):
                other.before.append(self)
                return other
            def run(self, done):
                if self not in done:
                    for one in self.before: one.run(done)
                    done[self] = self.function(*[done[v] if isinstance(v, Made) else v for v in self.values])
                return done[self]
        made, options = [], {}
        def dag(**given):
            options.update(given)
            return lambda function: function
        class Connection:
            password = "a secret"
            @classmethod
            def get(cls, name): return cls()
        class Fail(Exception): pass
        class Skip(Exception): pass
        class Retried(Exception): pass
        end = datetime.datetime(2026, 11, 23, 3, 30, tzinfo=datetime.timezone.utc)
        modules = {
            "airflow": {},
            "airflow.sdk": dict(dag=dag, task=Task, Connection=Connection, get_current_context=lambda: {"data_interval_end": end}),
            "airflow.exceptions": dict(AirflowFailException=Fail, AirflowSkipException=Skip, AirflowException=Retried),
        }
        for name, content in modules.items():
            sys.modules[name] = types.ModuleType(name)
            sys.modules[name].__dict__.update(content)
        status = int(sys.argv[2])
        import subprocess
        class Ended: returncode = 0
        def run(command, env, check):
            ended = Ended()
            ended.returncode = status if "dev.culprit.report.ReportJob" in command else 0
            calls.append({"command": command, "secret": env.get("SMTP_PASSWORD") == "a secret"})
            return ended
        subprocess.run = run
        exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), {"__name__": "dag"})
        outcome = "done"
        try:
            done = {}
            for one in made: one.run(done)
        except Exception as failure:
            outcome = type(failure).__name__
        print(json.dumps({"calls": calls, "outcome": outcome, "schedule": options["schedule"],
                          "runs": options["max_active_runs"], "catchup": options["catchup"]}))
        """;

    @ParameterizedTest
    @CsvSource({"0,Skip", "1,Retried", "2,Fail", "3,done"})
    void airflowRunsTheJobsInOrderAndKnowsTheirStatuses(int status, String outcome) throws IOException {
        assumeTrue(has("python3"), "no python3 here");
        Ended ended = run(
                Map.of("PYTHONDONTWRITEBYTECODE", "1"),
                List.of(
                        "python3",
                        Files.writeString(folder.resolve("airflow_names.py"), AIRFLOW)
                                .toString(),
                        SCHEDULES.resolve("culprit_weekly_dag.py").toString(),
                        "" + status));
        assertThat(ended.status()).as(ended.told()).isZero();
        JsonNode told = new ObjectMapper().readTree(ended.told());
        assertThat(told.get("schedule").asText()).matches(Pattern.compile("[0-5]?\\d ([1-9]|1\\d|2[0-3]) \\* \\* 1"));
        assertThat(told.get("runs").asInt()).isEqualTo(1);
        assertThat(told.get("catchup").asBoolean()).isFalse();
        List<String> commands = new ArrayList<>();
        for (JsonNode call : told.get("calls")) {
            List<String> words = new ArrayList<>();
            call.get("command").forEach(word -> words.add(word.asText()));
            assertThat(words.remove(0)).isEqualTo("spark-submit");
            ParseResult parsed = Submission.of(words).check();
            commands.add(parsed.commandSpec().name());
            assertThat(parsed.<String>matchedOptionValue("--to", null)).isEqualTo("2026-11-23");
            assertThat(parsed.hasMatchedOption("--fail-on-finding"))
                    .isEqualTo(call.get("secret").asBoolean());
        }
        assertThat(commands).containsExactly("extract-memory", "extract-series", "correlate", "report");
        assertThat(told.get("outcome").asText()).isEqualTo(outcome);
    }
}
