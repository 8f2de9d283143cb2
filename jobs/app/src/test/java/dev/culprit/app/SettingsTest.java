package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.extract.memory.cloudwatch.CloudWatch;
import dev.culprit.extract.memory.cloudwatch.CloudWatchCluster;
import dev.culprit.extract.memory.cloudwatch.api.Access;
import dev.culprit.extract.memory.cloudwatch.api.RequestLimits;
import dev.culprit.extract.memory.cloudwatch.api.RetryPolicy;
import dev.culprit.extract.memory.csv.CsvFiles;
import dev.culprit.extract.memory.insights.Platform;
import dev.culprit.extract.memory.metricstream.MetricStream;
import dev.culprit.extract.memory.performancelog.PerformanceLog;
import dev.culprit.extract.series.text.ScrapeSource;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void defaultsAreTheReferences() throws IOException {
        assertThat(bind(BoundSettings.ONE))
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
    void anUnsetVariableLeavesAnOptionalKeyOut() throws IOException {
        Settings settings =
                bind("culprit.environments = [ { name = prod, memory { source = metric-stream, path = ${HOME}\"/m\","
                        + " cluster = ${?CLUSTER} } } ]");
        assertThat(settings.environments().get(0).memory()).isEqualTo(new MetricStream("prod", "/root/m", null));
    }

    private Settings bind(String text) throws IOException {
        return BoundSettings.bind(folder, text);
    }
}
