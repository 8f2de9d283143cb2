package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.app.Settings.EnvironmentSettings;
import dev.culprit.extract.memory.csv.CsvFiles;
import dev.culprit.extract.memory.promql.QueryMemory;
import dev.culprit.extract.memory.scrapes.ScrapeMemory;
import dev.culprit.extract.memory.tsdb.TsdbMemory;
import dev.culprit.extract.series.promql.QuerySource;
import dev.culprit.extract.series.text.ScrapeSource;
import dev.culprit.extract.series.tsdb.TsdbSource;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.scrapefiles.ScrapeFolder;
import dev.culprit.tsdb.BlockChoice;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where memory and series come from the same place: servers, their data, and archived scrapes. */
final class PrometheusSettingsTest {
    @TempDir
    private Path folder;

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

    private Settings bind(String text) throws IOException {
        return BoundSettings.bind(folder, text);
    }
}
