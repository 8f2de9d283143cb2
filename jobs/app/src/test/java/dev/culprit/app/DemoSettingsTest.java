package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.extract.memory.cloudwatch.CloudWatch;
import dev.culprit.extract.memory.promql.QueryMemory;
import dev.culprit.extract.series.promql.QuerySource;
import dev.culprit.extract.series.text.ScrapeSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoSettingsTest {
    @Test
    void theDemoIsConfigured() {
        Settings demo = new SettingsBinder(
                        BoundSettings.load(BoundSettings.CONF.resolve("demo.conf"), Map.of("CULPRIT_HOME", "/home")))
                .bind();
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
        Settings demo =
                new SettingsBinder(BoundSettings.load(BoundSettings.CONF.resolve("demo.conf"), variables)).bind();
        Settings standIn = new SettingsBinder(
                        BoundSettings.load(BoundSettings.CONF.resolve("stand-in-promql.conf"), variables))
                .bind();
        assertThat(standIn.from()).isEqualTo(demo.from());
        assertThat(standIn.environmentNames()).isEqualTo(demo.environmentNames());
        assertThat(standIn.scrapeSources()).hasSize(3).allMatch(QuerySource.class::isInstance);
        assertThat(standIn.memorySources()).hasSize(3).allMatch(QueryMemory.class::isInstance);
    }

    @Test
    void theDemoWithTheStandInDiffersByTheMemoryOnly() {
        Map<String, String> variables = Map.of("CULPRIT_HOME", "/home");
        Settings demo =
                new SettingsBinder(BoundSettings.load(BoundSettings.CONF.resolve("demo.conf"), variables)).bind();
        Settings standIn =
                new SettingsBinder(BoundSettings.load(BoundSettings.CONF.resolve("stand-in.conf"), variables)).bind();
        assertThat(standIn.from()).isEqualTo(demo.from());
        assertThat(standIn.scrapeSources()).isEqualTo(demo.scrapeSources());
        assertThat(standIn.memorySources()).hasSize(3).allMatch(CloudWatch.class::isInstance);
    }
}
