package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culprit.app.preflight.Preflight;
import dev.culprit.model.ConfigurationException;
import dev.culprit.report.Incident;
import dev.culprit.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users do wrong: message, exit status, nothing written, and a mend that works when it is followed. All with the real jobs,
 * which go as far as the look that comes before them; {@code LauncherTest} has what the scripts find.
 */
final class UserErrorsTest {
    private static final int BAD = 2;
    private static final String GOOD = """
        culprit {
          warehouse = "FOLDER/warehouse"
          report.output = "FOLDER/report"
          environments = [
            { name = prod
              memory  { source = csv, path = "FOLDER/archive/prod/memory" }
              scrapes { path = "FOLDER/archive/prod/scrapes" } } ] }
        """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /**
     * @param find in the good configuration, replaced by {@code put}
     * @param message lines, in which FOLDER stands for the test's folder
     * @param mend what the message says, done: words of the command line, or {@code find -> put}
     */
    private record Mistake(
            String name, String command, String find, String put, int status, List<String> message, String mend) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mistake> mistakes() {
        List<Mistake> all = new ArrayList<>();
        for (String command : List.of("run", "extract-series", "check-config")) {
            all.add(new Mistake(
                    command + ": a pattern that is wrong, which was told after the paid fetch",
                    command,
                    "scrapes\" }",
                    "scrapes\", pattern = \"{pod}/{tme}.txt\" }",
                    BAD,
                    List.of(
                            "environment prod: scrapes.pattern \"{pod}/{tme}.txt\": unknown part {tme}; the parts are {namespace}"),
                    "{tme}.txt\" -> {time}.txt\", namespace = web, container = app"));
        }
        all.add(new Mistake(
                "a folder that is not there",
                "run",
                "prod/scrapes",
                "pord/scrapes",
                BAD,
                List.of("environment prod: scrapes path FOLDER/archive/pord/scrapes does not exist; FOLDER/archive"
                        + " holds prod: correct it"),
                "pord -> prod"));
        all.add(new Mistake(
                "everything at once",
                "check-config",
                "FOLDER/archive/prod/memory\" }\n      scrapes { path = \"FOLDER/archive/prod/scrapes\"",
                "FOLDER/nothing\" }\n      scrapes { path = \"FOLDER/empty\", pattern = \"{x}\"",
                BAD,
                List.of(
                        "environment prod: scrapes.pattern \"{x}\": unknown part {x}",
                        "environment prod: memory path FOLDER/nothing does not exist; FOLDER holds"),
                ""));
        all.add(new Mistake(
                "another working directory",
                "run",
                "FOLDER/archive/prod/scrapes",
                "archive/prod/scrapes",
                BAD,
                List.of(
                        "environment prod: scrapes path WORKING/archive/prod/scrapes does not exist; WORKING holds",
                        "(relative paths begin in the working directory, WORKING): correct it"),
                "\"archive/prod/scrapes -> \"FOLDER/archive/prod/scrapes"));
        all.add(new Mistake(
                "a warehouse that is a file",
                "run",
                "FOLDER/warehouse",
                "FOLDER/file",
                BAD,
                List.of("warehouse FOLDER/file is a file: set culprit.warehouse to a folder that you may write to"),
                "FOLDER/file -> FOLDER/warehouse"));
        all.add(new Mistake(
                "a warehouse below a file",
                "run",
                "FOLDER/warehouse",
                "FOLDER/file/warehouse",
                BAD,
                List.of("warehouse FOLDER/file/warehouse cannot be made: FOLDER/file is a file: set culprit.warehouse"),
                "FOLDER/file/ -> FOLDER/"));
        all.add(new Mistake(
                "a report's folder that is a file",
                "run",
                "FOLDER/report",
                "FOLDER/file",
                BAD,
                List.of("report.output FOLDER/file is a file: set culprit.report.output to a folder"),
                "FOLDER/file -> FOLDER/report"));
        for (String command : List.of("correlate", "report")) {
            all.add(new Mistake(
                    command + " without tables, which made an empty warehouse",
                    command,
                    "FOLDER/warehouse",
                    "FOLDER/nowhere",
                    BAD,
                    List.of("warehouse FOLDER/nowhere does not exist; FOLDER holds archive, file, my.conf: run"
                            + " extract-memory and extract-series first, or correct culprit.warehouse"),
                    ""));
        }
        all.add(new Mistake(
                "a variable that is not set",
                "run",
                "\"FOLDER/report\"",
                "${REPORTS}\"/report\"",
                BAD,
                List.of("${REPORTS}: set that variable of the environment, or write ${?NAME} where it may be missing"),
                "${REPORTS}\"/report -> \"FOLDER/report"));
        all.add(new Mistake(
                "a login without its password, whose variable is not set",
                "run",
                "environments",
                """
                report.mail { from = "a@example.com", to = ["b@example.com"]
                 smtp { user = culprit, password = ${?SMTP_PASSWORD_UNSET} } }
                 environments""",
                BAD,
                List.of("culprit.report.mail.smtp.password is missing", "a login needs both"),
                "to = [\"b@example.com\"]\n smtp { user = culprit, password = ${?SMTP_PASSWORD_UNSET} } -> to = []"));
        all.add(new Mistake(
                "a command that does not exist",
                "hepl",
                "prod",
                "prod",
                BAD,
                List.of("did you mean 'help'?", "Try 'culprit --help'."),
                ""));
        return all;
    }

    @BeforeEach
    void archive() throws IOException {
        Files.createDirectories(folder.resolve("archive/prod/memory"));
        Files.createDirectories(folder.resolve("archive/prod/scrapes"));
        Files.writeString(folder.resolve("file"), "mine");
    }

    private String real(String text) {
        return text.replace("FOLDER", folder.toString())
                .replace("WORKING", Path.of("").toAbsolutePath().toString());
    }

    private Path configure(String text) throws IOException {
        return Files.writeString(folder.resolve("my.conf"), real(text));
    }

    private int culprit(Map<String, String> environment, String... words) {
        out.reset();
        err.reset();
        return Culprit.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Clock.systemUTC());
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Every file below the folder, with its size. */
    private SortedMap<String, Long> files() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        try (var all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                sizes.put(folder.relativize(file).toString(), Files.isRegularFile(file) ? Files.size(file) : -1);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sizes;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldBeforeAnythingIsWritten(Mistake mistake) throws IOException {
        String wrong = GOOD.replace(mistake.find(), mistake.put());
        Path conf = configure(wrong);
        SortedMap<String, Long> before = files();
        assertThat(culprit(Map.of(), mistake.command(), "--conf", conf.toString()))
                .as(told())
                .isEqualTo(mistake.status());
        assertThat(told()).startsWith("culprit: ");
        mistake.message().forEach(line -> assertThat(told()).contains(real(line)));
        assertThat(told()).doesNotContain("\tat ", "Exception");
        assertThat(files()).isEqualTo(before);
        if (!mistake.mend().isEmpty()) {
            String[] mend = mistake.mend().split(" -> ", -1);
            Path mended = configure(wrong.replace(mend[0], mend[1]));
            assertThat(culprit(Map.of(), "check-config", "--conf", mended.toString()))
                    .as(told())
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("all that the jobs need is there");
        }
    }

    @Test
    void aConfigurationThatIsNotThereIsLookedFor() {
        assertThat(culprit(Map.of(), "run", "--conf", folder + "/my/culprit.conf"))
                .isEqualTo(BAD);
        assertThat(told())
                .isEqualTo(
                        "culprit: --conf %1$s/my/culprit.conf: no readable file of that name: %1$s/my/culprit.conf does not exist; %1$s holds archive, file\n"
                                .formatted(folder));
        assertThat(culprit(Map.of(), "run", "--conf", folder.toString())).isEqualTo(BAD);
        assertThat(told()).contains(folder + " is a folder");
    }

    /** As whoever never logged in: whoever did must not have a real service asked. */
    private int withoutAws(String... arguments) {
        assumeTrue(
                System.getenv().keySet().stream().noneMatch(name -> name.startsWith("AWS_")),
                "AWS is configured by this environment");
        Map<String, String> nobody = Map.of(
                "aws.disableEc2Metadata", "true",
                "aws.sharedCredentialsFile", folder + "/none",
                "aws.configFile", folder + "/none");
        assertThat(System.getProperty("aws.accessKeyId")).isNull();
        System.getProperties().putAll(nobody);
        try {
            return culprit(Map.of(), arguments);
        } finally {
            nobody.keySet().forEach(System::clearProperty);
        }
    }

    /** One line, the mend in it, and none of the names of the SDK's classes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        memory { source = cloudwatch, region = us-west-2, cluster = eks } | no AWS credentials
        memory { source = cloudwatch, region = us-west-2, cluster = eks, role-arn = "arn:aws:iam::111111111111:role/r" } \
        | memory.role-arn arn:aws:iam::111111111111:role/r cannot be assumed: no AWS credentials
        prometheus { amp { region = us-west-2, workspace = "ws-1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d" } } | no AWS credentials
        """)
    void credentialsThatAreMissingAreToldBeforeAnythingIsPaid(String memory, String told) throws IOException {
        Path conf = configure(GOOD.replace("memory  { source = csv, path = \"FOLDER/archive/prod/memory\" }", memory));
        SortedMap<String, Long> before = files();
        assertThat(withoutAws("run", "--conf", conf.toString())).isEqualTo(1);
        assertThat(told())
                .isEqualTo("culprit: environment prod: " + told
                        + ": log in, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or run where a role is given\n");
        assertThat(files()).isEqualTo(before);
    }

    /** S3A is on the tests' class path. */
    @Test
    void credentialsOfS3ThatAreMissingAreTold() throws IOException {
        Path conf = configure(GOOD.replace("FOLDER/archive/prod/scrapes", "s3://bucket-of-nobody/scrapes"));
        SortedMap<String, Long> before = files();
        assertThat(withoutAws("run", "--conf", conf.toString())).isEqualTo(1);
        assertThat(told())
                .isEqualTo("culprit: environment prod: scrapes path s3://bucket-of-nobody/scrapes: no AWS credentials:"
                        + " log in, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or run where a role is given\n");
        assertThat(files()).isEqualTo(before);
    }

    /** The jars that the launcher adds where it sees such a path. */
    @Test
    void jarsOfS3ThatAreMissingAreToldWithTheSwitch() {
        Thread thread = Thread.currentThread();
        ClassLoader whole = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThatThrownBy(() -> new Preflight(new Configuration())
                            .warehouse("s3a://b/w")
                            .refuse())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(
                            "warehouse s3a://b/w: the jars that read S3 are not there: start ./culprit --with-s3 ...");
        } finally {
            thread.setContextClassLoader(whole);
        }
    }

    @Test
    void aServerForMailThatDoesNotAnswerIsToldByCheckConfigAlone() throws IOException {
        Path conf = configure(GOOD.replace(
                "environments",
                "report.mail { from = \"a@example.com\", to = [\"b@example.com\"], smtp { host ="
                        + " \"127.0.0.1\", port = 1 } }\n"
                        + " environments"));
        assertThat(culprit(Map.of(), "check-config", "--conf", conf.toString())).isEqualTo(BAD);
        assertThat(told())
                .startsWith("culprit: report.mail.smtp: 127.0.0.1, port 1, cannot be reached: ")
                .hasLineCount(1);
    }

    /** Which were put under the other period's name. */
    @Test
    void findingsOfAnotherPeriodAreNotRelabelled() throws IOException {
        Incident.whole().publish(new Warehouse(folder.resolve("warehouse").toString(), new Configuration()));
        Path conf = configure(GOOD);
        SortedMap<String, Long> before = files();
        String to = Incident.PERIOD.to().toString();
        assertThat(culprit(Map.of(), "report", "--conf", conf.toString(), "--from", "2026-01-01", "--to", to))
                .isEqualTo(BAD);
        String mend = "--from %s --to %s".formatted(Incident.PERIOD.from(), Incident.PERIOD.to());
        assertThat(told())
                .contains("are of another period than 2026-01-01T00:00:00Z to " + to, "or give report " + mend);
        assertThat(files()).isEqualTo(before);
        List<String> words = new ArrayList<>(List.of("report", "--conf", conf.toString()));
        words.addAll(List.of(mend.split(" ")));
        assertThat(culprit(Map.of(), words.toArray(String[]::new))).as(told()).isZero();
    }
}
