package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.extract.memory.MemorySources;
import dev.culprit.extract.memory.cloudwatch.CloudWatch;
import dev.culprit.extract.memory.cloudwatch.CloudWatchCluster;
import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.cloudwatch.api.RequestLimits;
import dev.culprit.extract.memory.cloudwatch.api.RetryPolicy;
import dev.culprit.extract.memory.csv.CsvFiles;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.extract.memory.performancelog.PerformanceLog;
import dev.culprit.extract.memory.promql.QueryMemory;
import dev.culprit.extract.memory.scrapes.ScrapeMemory;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.extract.memory.tsdb.TsdbMemory;
import dev.culprit.extract.series.promql.QuerySource;
import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.extract.series.tsdb.TsdbSource;
import dev.culprit.model.ConfigurationException;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.report.ReportSettings;
import dev.culprit.report.chat.Webhook;
import dev.culprit.report.data.ShownValues;
import dev.culprit.report.export.ExportFormat;
import dev.culprit.report.mail.MailSettings;
import dev.culprit.report.mail.MailSettings.Occasion;
import dev.culprit.report.mail.MailSettings.Route;
import dev.culprit.report.mail.SmtpSettings;
import dev.culprit.report.mail.SmtpSettings.Security;
import dev.culprit.report.page.LinkTemplate;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.scrapefiles.ScrapeReading;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    private static final Path CONF = Path.of("../../conf");
    private static final String ONE = "culprit.environments = [ { name = prod } ]\n";

    @TempDir
    private Path folder;

    @Test
    void defaultsAreTheReferences() throws IOException {
        assertThat(bind(ONE))
                .isEqualTo(new Settings(
                        "warehouse",
                        null,
                        null,
                        List.of(new EnvironmentSettings("prod", null, null)),
                        new ReportSettings("Weekly cardinality report", "report", false),
                        false,
                        0.05));
    }

    @Test
    void everySettingIsRead() throws IOException {
        Settings settings = bind("""
            culprit {
              warehouse = "s3a://bucket/warehouse"
              period { from = "2026-11-16", to = "2026-11-19T12:00:00Z" }
              environments = [
                { name = prod
                  memory { source = metric-stream, path = m, cluster = eks }
                  scrapes { path = s, pattern = "{pod}/{time}", cluster = c, namespace = n, workload = w, container = x
                            time = modified, strict = true
                            target-labels { cluster = lc, namespace = ln, workload = lw, pod = lp, container = lx }
                            limits { line-bytes = 1000, labels = 20, label-bytes = 30, body-bytes = 4000
                                     expansion = 50, series = 6000 } } }
                { name = log, memory { source = performance-log, path = l, cluster = eks }, scrapes { path = s } }
                { name = api, memory { source = cloudwatch, region = us-west-2, cluster = eks, role-arn = r
                                        platform = ecs, account-id = "012345678901"
                                        external-id = e, max-metrics-requested = 5000, calls-per-second = 10
                                        points-per-second = 2.5 }, scrapes { path = t } }
                { name = own, memory { source = csv, path = c, cluster = eks, time-zone = "+01:00" } }
              ]
              report { title = T, output = o, redact = true, show-values = all, fail-on-finding = true, false-discovery-rate = 0.1, export = [csv, parquet]
                mail { to = ["a@example.com"], from = "b@example.com", when = change, link = "https://l/r.html"
                       routes = [ { environment = prod, namespace = "web*", to = ["c@example.com"] } ]
                       smtp { host = h, port = 465, tls = smtps, user = u, password = p, timeout-seconds = 5
                         limit-seconds = 60 } } }
            }
            """);
        assertThat(settings)
                .isEqualTo(new Settings(
                        "s3a://bucket/warehouse",
                        Instant.parse("2026-11-16T00:00:00Z"),
                        Instant.parse("2026-11-19T12:00:00Z"),
                        List.of(
                                new EnvironmentSettings(
                                        "prod",
                                        new MetricStream("prod", "m", "eks"),
                                        new ScrapeSource(new ScrapeFolder(
                                                "prod",
                                                "s",
                                                "{pod}/{time}",
                                                "c",
                                                "n",
                                                "w",
                                                "x",
                                                ScrapeReading.of(
                                                        true,
                                                        true,
                                                        Map.of(
                                                                "cluster",
                                                                "lc",
                                                                "namespace",
                                                                "ln",
                                                                "workload",
                                                                "lw",
                                                                "pod",
                                                                "lp",
                                                                "container",
                                                                "lx"),
                                                        Map.of(
                                                                "line-bytes",
                                                                1000L,
                                                                "labels",
                                                                20L,
                                                                "label-bytes",
                                                                30L,
                                                                "body-bytes",
                                                                4000L,
                                                                "expansion",
                                                                50L,
                                                                "series",
                                                                6000L))))),
                                new EnvironmentSettings(
                                        "log",
                                        new PerformanceLog("log", "l", "eks"),
                                        ScrapeSource.of("log", "s", ScrapeFolder.DEFAULT_PATTERN)),
                                new EnvironmentSettings(
                                        "api",
                                        new CloudWatch(
                                                new CloudWatchCluster(
                                                        "api",
                                                        Platform.ECS,
                                                        "eks",
                                                        new Access("us-west-2", "012345678901", "r", "e")),
                                                new RequestLimits(5000L, 10, 2.5),
                                                RetryPolicy.USUAL),
                                        ScrapeSource.of("api", "t", ScrapeFolder.DEFAULT_PATTERN)),
                                new EnvironmentSettings(
                                        "own", new CsvFiles("own", "c", "eks", ZoneOffset.ofHours(1)), null)),
                        new ReportSettings(
                                "T",
                                "o",
                                true,
                                ShownValues.ALL,
                                Set.of(ExportFormat.CSV, ExportFormat.PARQUET),
                                new MailSettings(
                                        "b@example.com",
                                        List.of("a@example.com"),
                                        List.of(new Route("prod", "web*", "*", List.of("c@example.com"))),
                                        Occasion.CHANGE,
                                        "https://l/r.html",
                                        new SmtpSettings(
                                                "h",
                                                465,
                                                Security.SMTPS,
                                                "u",
                                                "p",
                                                Duration.ofSeconds(5),
                                                Duration.ofSeconds(60)))),
                        true,
                        0.1));
    }

    @Test
    void aRateOfFalseDiscoveriesIsAShare() {
        assertThatThrownBy(() -> bind(ONE + "culprit.report.false-discovery-rate = 5"))
                .hasMessageContaining("must be a number between 0 and 1, such as 0.05");
    }

    @Test
    void serversThatAreAsked() throws IOException {
        List<EnvironmentSettings> environments = bind("""
            culprit.environments = [
              { name = a, prometheus { url = "http://h:9090/p/api/v1/", username = u, password = geheim, max-samples = 5
                  headers { X-Scope-OrgID = t }, matchers { cluster = c }, requests-at-once = 1, target-labels.pod = q } }
              { name = b, prometheus { amp { region = us-west-2, workspace = ws-1, role-arn = r } } }
              { name = c, memory { source = promql, url = "https://h", bearer-token = bearer-geheim }
                scrapes { kind = promql, url = "https://h", bearer-token = bearer-geheim } }
              { name = d, prometheus { max-samples = 7, cloudwatch { region = eu-west-1, cluster = k, step-minutes = 30
                  external-id = e } } } ]
            """).environments();
        SubjectLabels labels = SubjectLabels.of(null, Map.of("pod", "q"));
        PrometheusServer first = new PrometheusServer(
                "a",
                "http://h:9090/p",
                new Credentials.Basic("u", "geheim"),
                Map.of("X-Scope-OrgID", "t"),
                Map.of("cluster", "c"),
                null,
                QueryLimits.DEFAULT.withMaxSamples(5L).withPace(50, 1));
        PrometheusServer second = new PrometheusServer(
                "b",
                "https://aps-workspaces.us-west-2.amazonaws.com/workspaces/ws-1",
                new Credentials.AwsSignature("us-west-2", "aps", "r", null),
                Map.of(),
                Map.of(),
                null,
                QueryLimits.WORKSPACE);
        PrometheusServer third = new PrometheusServer(
                "c",
                "https://h",
                new Credentials.Bearer("bearer-geheim"),
                Map.of(),
                Map.of(),
                null,
                QueryLimits.DEFAULT);
        PrometheusServer fourth = new PrometheusServer(
                "d",
                "https://monitoring.eu-west-1.amazonaws.com",
                new Credentials.AwsSignature("eu-west-1", "monitoring", null, "e"),
                Map.of(),
                Map.of("@resource.k8s.cluster.name", "k"),
                null,
                QueryLimits.CLOUDWATCH.withMaxSamples(7L).withStep(Duration.ofMinutes(30)));
        assertThat(environments)
                .containsExactly(
                        new EnvironmentSettings("a", new QueryMemory(first, labels), new QuerySource(first, labels)),
                        new EnvironmentSettings(
                                "b",
                                new QueryMemory(second, SubjectLabels.DEFAULT),
                                new QuerySource(second, SubjectLabels.DEFAULT)),
                        new EnvironmentSettings(
                                "c",
                                new QueryMemory(third, SubjectLabels.DEFAULT),
                                new QuerySource(third, SubjectLabels.DEFAULT)),
                        new EnvironmentSettings(
                                "d",
                                new QueryMemory(fourth, SubjectLabels.DEFAULT),
                                new QuerySource(fourth, SubjectLabels.DEFAULT)));
        assertThat(environments.toString()).doesNotContain("geheim");
    }

    /** No setting can be added without its description, nor be described without being there. */
    @Test
    void linksAndChatsAreRead() throws Exception {
        ReportSettings report = bind("""
            culprit {
              environments = [ { name = prod } ]
              report.links = [ { name = Grafana, url = "https://g.example.com/?ns={namespace}", environment = prod } ]
              report.webhooks = [ { kind = teams, url = "https://hooks.example.com/x/y", namespace = "web*", when = change } ]
            }
            """).report();
        assertThat(report.links())
                .containsExactly(new LinkTemplate("Grafana", "https://g.example.com/?ns={namespace}", "prod"));
        assertThat(report.webhooks())
                .containsExactly(Webhook.of(
                        Webhook.Kind.TEAMS,
                        URI.create("https://hooks.example.com/x/y"),
                        "*",
                        "web*",
                        "*",
                        Occasion.CHANGE));
    }

    @Test
    void theReferenceNamesEveryKeyAndNoOther() throws IOException {
        String reference = Files.readString(CONF.resolve("culprit.conf"));
        String uncommented = Pattern.compile("^(\\s*)#(?=\\S)", Pattern.MULTILINE)
                .matcher(reference)
                .replaceAll("$1");
        String variables = "PROD_ROLE PROD_EXTERNAL_ID SMTP_USER SMTP_PASSWORD PROMETHEUS_TOKEN PROMETHEUS_PASSWORD"
                + " PROMETHEUS_KEY_STORE_PASSWORD";
        Config resolved = resolved(uncommented, variables);
        // A token and a login are one or the other; the page shows both.
        Config one = resolved(uncommented.replace("username = culprit", ""), variables);
        SettingsBinder binder = new SettingsBinder(one.root());
        assertThat(binder.bind().environmentNames())
                .containsExactly(
                        "prod",
                        "prod-by-log",
                        "prod-by-api",
                        "prod-by-prometheus",
                        "prod-by-promql",
                        "prod-by-amp",
                        "prod-by-container-insights",
                        "prod-by-scrapes",
                        "prod-by-csv");
        Set<String> keys = new TreeSet<>();
        collect("", resolved.root(), keys);
        Set<String> known = new TreeSet<>(binder.knownPaths());
        // The other environments show a source of memory only, and one the path beside it.
        known.removeIf(key -> key.matches("culprit\\.environments\\[7]\\.scrapes\\.(?!path).*"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[[1-68-9]]\\.scrapes"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[[^3456]]\\.prometheus"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[4]\\.memory\\.(?!source|url).*"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[[56]]\\.memory"));
        // And of the four ways to Prometheus each shows its own, and the last no more.
        known.removeIf(key -> key.matches("culprit\\.environments\\[[346]]\\.prometheus\\.amp"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[[345]]\\.prometheus\\.cloudwatch"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[3]\\.prometheus\\.url"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[5]\\.prometheus\\.(?!amp).*"));
        known.removeIf(key -> key.matches("culprit\\.environments\\[6]\\.prometheus\\.(?!cloudwatch).*"));
        assertThat(keys).isEqualTo(known);
    }

    private static Config resolved(String configuration, String variables) {
        return ConfigFactory.parseString(configuration)
                .resolveWith(ConfigFactory.parseString(variables.replace(" ", "=x\n") + "=x"));
    }

    @Test
    void everySourceOfMemoryIsInTheReferenceAndHasItsPageAndIsListed() throws IOException {
        String reference = Files.readString(CONF.resolve("culprit.conf"));
        String readme = Files.readString(CONF.resolve("../README.md"));
        assertThat(MemorySources.types()).isNotEmpty().allSatisfy(type -> {
            assertThat(reference).as("conf/culprit.conf").containsPattern("(?m)^ *#source = " + type.word() + "$");
            assertThat(SettingsBinder.keys(type))
                    .allSatisfy(key ->
                            assertThat(reference).as("conf/culprit.conf").containsPattern("(?m)^ *#" + key + " = "));
            String page = "docs/sources/" + type.word() + ".md";
            assertThat(CONF.resolve("..").resolve(page))
                    .content()
                    .contains("source = " + type.word(), "| key |")
                    .satisfies(text -> assertThat(SettingsBinder.keys(type))
                            .allSatisfy(key -> assertThat(text).contains("`%s`".formatted(key))));
            assertThat(readme)
                    .as("README.md's table of sources")
                    .contains("| [`%s`](%s) |".formatted(type.word(), page));
        });
        assertThat(MemorySources.types()).extracting(SourceType::word).doesNotHaveDuplicates();
    }

    @Test
    void theReferencesExamplesOfDefaultsAreTheDefaults() throws IOException {
        assertThat(Files.readString(CONF.resolve("culprit.conf")))
                .contains("#pattern = \"" + ScrapeFolder.DEFAULT_PATTERN + "\"")
                .contains("#calls-per-second = %.0f%n".formatted(RequestLimits.USUAL.callsPerSecond()))
                .contains("#points-per-second = %.0f%n".formatted(RequestLimits.USUAL.pointsPerSecond()));
    }

    @Test
    void replicaLabelsThatAreNoneAreNotTheUsualOnes() throws IOException {
        assertThat(bind("""
            culprit.environments = [
              { name = a, memory { source = tsdb, path = d, replica-labels = [] } }
              { name = b, memory { source = tsdb, path = d, replica-labels = [ rack ] } }
              { name = c, memory { source = tsdb, path = d } } ]
            """).environments())
                .extracting(environment ->
                        ((TsdbMemory) environment.memory()).blocks().replicaLabels())
                .containsExactly(List.of(), List.of("rack"), BlockChoice.REPLICA_LABELS);
    }

    @Test
    void aServersDataIsMemoryAndSeriesUnlessABlockSaysOtherwise() throws IOException {
        SubjectLabels named = SubjectLabels.of("eks", Map.of("pod", "p"));
        SubjectLabels usual = SubjectLabels.DEFAULT;
        assertThat(bind("""
            culprit.environments = [
              { name = a, prometheus { path = d, cluster = eks, target-labels { pod = p } } }
              { name = b, prometheus { path = d }, memory { source = csv, path = c } }
              { name = c, prometheus { path = d }, scrapes { path = s } }
              { name = d, memory { source = tsdb, path = d }, scrapes { kind = tsdb, path = d, target-labels.pod = p, cluster = eks } } ]
            """).environments())
                .containsExactly(
                        new EnvironmentSettings("a", new TsdbMemory("a", "d", named), new TsdbSource("a", "d", named)),
                        new EnvironmentSettings(
                                "b", new CsvFiles("b", "c", null, ZoneOffset.UTC), new TsdbSource("b", "d", usual)),
                        new EnvironmentSettings(
                                "c",
                                new TsdbMemory("c", "d", usual),
                                ScrapeSource.of("c", "s", ScrapeFolder.DEFAULT_PATTERN)),
                        new EnvironmentSettings("d", new TsdbMemory("d", "d", usual), new TsdbSource("d", "d", named)));
    }

    @Test
    void memoryIsInTheScrapesWhereverTheseAre() throws IOException {
        List<EnvironmentSettings> environments = bind("""
            culprit.environments = [
              { name = a, memory { source = scrapes }, scrapes { path = s, namespace = n } }
              { name = b, memory { source = scrapes }, scrapes { kind = tsdb, path = d } }
              { name = c, memory { source = scrapes }, prometheus { path = d } }
              { name = d, memory { source = scrapes }, scrapes { kind = promql, url = "http://p:9090" } } ]
            """).environments();
        assertThat(environments.get(0).memory())
                .isEqualTo(new ScrapeMemory(((ScrapeSource)
                                Objects.requireNonNull(environments.get(0).scrapes()))
                        .folder()));
        assertThat(environments.get(1).memory()).isEqualTo(new TsdbMemory("b", "d", SubjectLabels.DEFAULT));
        assertThat(environments.get(2).memory()).isEqualTo(new TsdbMemory("c", "d", SubjectLabels.DEFAULT));
        assertThat(environments.get(3).memory()).isInstanceOf(QueryMemory.class);
    }

    @Test
    void theDemoIsConfigured() {
        Settings demo = new SettingsBinder(load(CONF.resolve("demo.conf"), Map.of("CULPRIT_HOME", "/home"))).bind();
        assertThat(demo.environmentNames()).containsExactly("prod", "test", "dev");
        assertThat(demo.warehouse()).isEqualTo("/home/target/demo/warehouse");
        assertThat(demo.scrapeSources())
                .extracting(source -> ((ScrapeSource) source).folder().path())
                .containsExactly(
                        "/home/demo/scrapes/environment=prod",
                        "/home/demo/scrapes/environment=test",
                        "/home/demo/scrapes/environment=dev");
    }

    @Test
    void theDemoWithTheStandInsForPromql() {
        Map<String, String> variables = Map.of("CULPRIT_HOME", "/home");
        Settings demo = new SettingsBinder(load(CONF.resolve("demo.conf"), variables)).bind();
        Settings standIn = new SettingsBinder(load(CONF.resolve("stand-in-promql.conf"), variables)).bind();
        assertThat(standIn.from()).isEqualTo(demo.from());
        assertThat(standIn.environmentNames()).isEqualTo(demo.environmentNames());
        assertThat(standIn.scrapeSources()).hasSize(3).allMatch(QuerySource.class::isInstance);
        assertThat(standIn.memorySources()).hasSize(3).allMatch(QueryMemory.class::isInstance);
    }

    @Test
    void theDemoWithTheStandInDiffersByTheMemoryOnly() {
        Map<String, String> variables = Map.of("CULPRIT_HOME", "/home");
        Settings demo = new SettingsBinder(load(CONF.resolve("demo.conf"), variables)).bind();
        Settings standIn = new SettingsBinder(load(CONF.resolve("stand-in.conf"), variables)).bind();
        assertThat(standIn.from()).isEqualTo(demo.from());
        assertThat(standIn.scrapeSources()).isEqualTo(demo.scrapeSources());
        assertThat(standIn.memorySources()).hasSize(3).allMatch(CloudWatch.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        culprit.enviroments = [ { name = prod } ] | culprit.enviroments: unknown key in FILE:1; did you mean 'environments'?
        culprt { }                                | culprt: unknown key in FILE:1; did you mean 'culprit'?
        culprit { environments = [ { name = a } ], report.ouput = x } | culprit.report.ouput: unknown key in FILE:1; did you mean 'output'?
        culprit.environments = [{name=p, memory { sorce = metric-stream }}] | culprit.environments[0].memory.sorce: unknown key in FILE:1; did you mean 'source'?
        culprit { environments = [ { name = a } ], report.mail.smtp.prot = 1 } | culprit.report.mail.smtp.prot: unknown key in FILE:1; did you mean 'port'?
        culprit { environments = [ { name = a } ], "a\\u001bb" = 1 } | culprit.a\\u{1b}b: unknown key in FILE:1; did you mean 'period'?
        culprit.warehouse = x                     | culprit.environments is empty: name at least one environment, as the comments of conf/culprit.conf show
        culprit.environments = { name = prod }    | culprit.environments must be a list in brackets in FILE:1
        culprit.environments = [ prod ]           | culprit.environments must be a list of blocks in braces, not 'prod' in FILE:1
        culprit.environments = [ { } ]            | culprit.environments[0].name is missing in FILE:1
        culprit.environments = [ { name = "a/b" } ] | culprit.environments[0].name must be of letters, digits, '.', '_' and '-', not 'a/b' in FILE:1
        culprit.environments = [ { name = a }, { name = a } ] | culprit.environments[1].name must differ from the other environments' names, not 'a' in FILE:1
        culprit.environments = [ { name = [] } ]  | culprit.environments[0].name must be text in FILE:1
        culprit.environments = [ { name = a, memory = x } ] | culprit.environments[0].memory must be a block in braces, not 'x' in FILE:1
        culprit.environments = [ { name = a, memory {} } ] | culprit.environments[0].memory.source is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = metric-stream } } ] | culprit.environments[0].memory.path is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = scrapes } } ] | culprit.environments[0].memory.source needs a block scrapes beside memory: it is these that are read for memory, not 'scrapes' in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwach } } ] | culprit.environments[0].memory.source must be metric-stream, performance-log, cloudwatch, tsdb, promql, scrapes or csv, not 'cloudwach' in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, region = r } } ] | culprit.environments[0].memory.cluster is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c } } ] | culprit.environments[0].memory.region is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c, region = r, max-metrics-requested = many } } ] | culprit.environments[0].memory.max-metrics-requested must be a whole number, not 'many' in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c, region = r, calls-per-second = 0 } } ] | culprit.environments[0].memory.calls-per-second must be a positive number, not '0' in FILE:1
        culprit.environments = [ { name = a, memory { source = csv, path = p, time-zone = Mars } } ] | culprit.environments[0].memory.time-zone must be a time zone such as Europe/Berlin or +01:00, not 'Mars' in FILE:1
        culprit.environments = [ { name = a, memory { source = csv, path = p, region = r } } ] | culprit.environments[0].memory.region belongs to memory.source = cloudwatch, not to csv in FILE:1
        culprit.environments = [ { name = a, memory { source = cloudwatch, cluster = c, region = r, path = p } } ] | culprit.environments[0].memory.path belongs to memory.source = metric-stream or performance-log or tsdb or csv, not to cloudwatch in FILE:1
        culprit.environments = [ { name = a, prometheus { } } ] | culprit.environments[0].prometheus.path is missing in FILE:1
        culprit.environments = [ { name = a, prometheus { path = p, url = "http://u" } } ] | culprit.environments[0].prometheus.path belongs to a server's own data, not to a server that is asked in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", password = p } } ] | culprit.environments[0].prometheus.password needs a username beside it in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", bearer-token = t, username = n } } ] | culprit.environments[0].prometheus.username must not stand beside bearer-token: give one of them, not 'n' in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", username = n } } ] | culprit.environments[0].prometheus.password is missing in FILE:1
        culprit.environments = [ { name = a, prometheus { url = "http://u", key-store-password = p } } ] | culprit.environments[0].prometheus.key-store-password needs a key-store beside it in FILE:1
        culprit.environments = [ { name = a, prometheus { url = u } } ] | culprit.environments[0].prometheus.url must begin with http:// or https:// and a host, not 'u' in FILE:1
        culprit.environments = [ { name = a, prometheus { amp { region = r } } } ] | culprit.environments[0].prometheus.amp.workspace is missing in FILE:1
        culprit.environments = [ { name = a, memory { source = promql } } ] | culprit.environments[0].memory.url is missing in FILE:1
        culprit.environments = [ { name = a, scrapes { kind = tar, path = p } } ] | culprit.environments[0].scrapes.kind must be text, tsdb or promql, not 'tar' in FILE:1
        culprit.environments = [ { name = a, scrapes { kind = tsdb, path = p, strict = true } } ] | culprit.environments[0].scrapes.strict belongs to scrapes.kind = text, not to tsdb in FILE:1
        culprit.environments = [ { name = a, scrapes { } } ] | culprit.environments[0].scrapes.path is missing in FILE:1
        culprit.environments = [ { name = a, scrapes { path = p, time = now } } ] | culprit.environments[0].scrapes.time must be path or modified, not 'now' in FILE:1
        culprit.environments = [ { name = a, scrapes { path = p, strict = yes } } ] | culprit.environments[0].scrapes.strict must be false or true, not 'yes' in FILE:1
        culprit.environments = [ { name = a, scrapes { path = p, limits.labels = 0 } } ] | culprit.environments[0].scrapes.limits.labels must be from 1 to 65536, not '0' in FILE:1
        culprit { environments = [ { name = a } ], report.redact = yes } | culprit.report.redact must be true or false, not 'yes' in FILE:1
        culprit { environments = [ { name = a } ], report.export = [csv, xls] } | culprit.report.export must be of csv and parquet, not 'xls' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.to = "a" } | culprit.report.mail.to must be a list in brackets, not 'a' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.to = [1] } | culprit.report.mail.to must be a list of texts, not '1' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.to = ["a@b.c"] } | culprit.report.mail.from is missing: mail needs a sender, such as culprit@example.com
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e", to = ["a b@c.d"] } } | culprit.report.mail.to must be an address such as sre@example.com, not 'a b@c.d' in FILE:1
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e\\r\\nBcc: x@y.z" } } | culprit.report.mail.from must be an address such as sre@example.com, not 'c@d.e\\r\\nBcc: x@y.z' in FILE:1
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e", routes = [ { namespce = web, to = ["a@b.c"] } ] } } | culprit.report.mail.routes[0].namespce: unknown key in FILE:1; did you mean 'namespace'?
        culprit { environments = [ { name = a } ], report.mail { from = "c@d.e", routes = [ { namespace = web, to = [] } ] } } | culprit.report.mail.routes[0].to is empty in FILE:1: a route needs recipients
        culprit { environments = [ { name = a } ], report.links = [ { name = G, url = "javascript:x" } ] } | culprit.report.links[0].url must be an address such as https://grafana.example.com/explore?var-namespace={namespace}, not 'javascript:x' in FILE:1
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = irc, url = "https://h/x" } ] } | culprit.report.webhooks[0].kind must be slack or teams or generic, not 'irc' in FILE:1
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = slack, url = "htps://h/services/SECRET" } ] } | culprit.report.webhooks[0].url must be an address such as https://hooks.slack.com/services/... in FILE:1
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = slack, url = "" } ] } | culprit.report.webhooks[0].url is missing in FILE:1: it is the webhook's address, usually as ${?SLACK_WEBHOOK}
        culprit { environments = [ { name = a } ], report.webhooks = [ { kind = slack } ] } | culprit.report.webhooks[0].url is missing in FILE:1: it is the webhook's address, usually as ${?SLACK_WEBHOOK}
        culprit { environments = [ { name = a } ], report.mail.when = never } | culprit.report.mail.when must be always or finding or change, not 'never' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.link = "javascript:x" } | culprit.report.mail.link must be an address such as https://example.com/report.html, not 'javascript:x' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.smtp.tls = ssl } | culprit.report.mail.smtp.tls must be none or starttls or smtps, not 'ssl' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.smtp.port = 0 } | culprit.report.mail.smtp.port must be a whole number from 1 to 65535, not '0' in FILE:1
        culprit { environments = [ { name = a } ], report.mail.smtp.user = u } | culprit.report.mail.smtp.password is missing: a login needs both, usually as ${?SMTP_USER} and ${?SMTP_PASSWORD}
        culprit { environments = [ { name = a } ], period.from = monday } | culprit.period.from must be a date like 2026-11-23 or a time like 2026-11-23T12:00:00Z, not 'monday' in FILE:1
        culprit { environments = [ { name = a } ], warehouse = null } | culprit.warehouse is missing
        """)
    void whatIsWrongIsToldWithItsPlace(String text, String message) throws IOException {
        assertThatThrownBy(() -> bind(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message.replace("FILE", folder.resolve("my.conf").toString()));
    }

    @Test
    void everyFaultIsToldAtOnceEachWithItsPlace() {
        assertThatThrownBy(() -> bind("""
            culprit {
              enviroments = []
              environments = [
                { nam = prod, memory { source = metric-stream } }
                { name = test, scrapes { path = p, time = now, limits.labels = 0, limits.series = few } }
                { name = test }
              ]
              report { redact = maybe, show-values = some, export = [xls, csv, doc], mail { to = ["a b@c.d"], smtp.port = 0 } }
            }
            """))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        told -> assertThat(told.faults())
                                .map(fault -> fault.replace(folder.toString() + "/", ""))
                                .containsExactlyInAnyOrder(
                                        "culprit.enviroments: unknown key in my.conf:2; did you mean 'environments'?",
                                        "culprit.environments[0].nam: unknown key in my.conf:4; did you mean 'name'?",
                                        "culprit.environments[0].memory.path is missing in my.conf:4",
                                        "culprit.environments[1].scrapes.time must be path or modified, not 'now' in"
                                                + " my.conf:5",
                                        "culprit.environments[1].scrapes.limits.series must be a whole number, not"
                                                + " 'few' in my.conf:5",
                                        "culprit.environments[1].scrapes.limits.labels must be from 1 to 65536, not"
                                                + " '0' in my.conf:5",
                                        "culprit.environments[2].name must differ from the other environments' names,"
                                                + " not 'test' in my.conf:6",
                                        "culprit.report.redact must be true or false, not 'maybe' in my.conf:8",
                                        "culprit.report.show-values must be masked or all, not 'some' in my.conf:8",
                                        "culprit.report.export must be of csv and parquet, not 'xls' in my.conf:8",
                                        "culprit.report.export must be of csv and parquet, not 'doc' in my.conf:8",
                                        "culprit.report.mail.to must be an address such as sre@example.com, not 'a"
                                                + " b@c.d' in my.conf:8",
                                        "culprit.report.mail.smtp.port must be a whole number from 1 to 65535, not '0'"
                                                + " in my.conf:8"));
    }

    @Test
    void aMistypedKeyIsNotAlsoToldAsMissing() {
        assertThatThrownBy(() -> bind("culprit.environments = [ { nmae = prod } ]"))
                .hasMessage("culprit.environments[0].nmae: unknown key in %s:1; did you mean 'name'?"
                        .formatted(folder.resolve("my.conf")));
    }

    @Test
    void anUnsetVariableLeavesAnOptionalKeyOut() throws IOException {
        Settings settings =
                bind("culprit.environments = [ { name = prod, memory { source = metric-stream, path = ${HOME}\"/m\","
                        + " cluster = ${?CLUSTER} } } ]");
        assertThat(settings.environments().get(0).memory()).isEqualTo(new MetricStream("prod", "/root/m", null));
    }

    private Settings bind(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("my.conf"), text);
        return new SettingsBinder(load(file, Map.of("HOME", "/root"))).bind();
    }

    private static void collect(String path, ConfigObject object, Set<String> keys) {
        object.forEach((key, value) -> {
            String whole = path.isEmpty() ? key : path + "." + key;
            keys.add(whole);
            if (value instanceof ConfigObject block) {
                collect(whole, block, keys);
            } else if (value instanceof ConfigList list) {
                for (int index = 0; index < list.size(); index++) {
                    if (list.get(index) instanceof ConfigObject block) {
                        collect(whole + "[" + index + "]", block, keys);
                    }
                }
            }
        });
    }

    private static ConfigObject load(Path file, Map<String, String> environment) {
        return ConfigurationFiles.load(file.toString(), List.of(), environment, Configuration::new);
    }
}
