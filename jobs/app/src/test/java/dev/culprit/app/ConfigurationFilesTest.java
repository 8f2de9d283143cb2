package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import dev.culprit.model.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationFilesTest {
    @TempDir
    private Path folder;

    @Test
    void assignmentsWinOverTheFileAndTheFileOverTheDefaults() throws IOException {
        Path file = write("culprit { warehouse = mine, report.title = mine }");
        Config config = ConfigurationFiles.load(file, List.of("warehouse=theirs"), Map.of())
                .toConfig();
        assertThat(config.getString("culprit.warehouse")).isEqualTo("theirs");
        assertThat(config.getString("culprit.report.title")).isEqualTo("mine");
        assertThat(config.getString("culprit.report.output")).isEqualTo("report");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    warehouse=s3a://bucket/a=b#c       | "s3a://bucket/a=b#c"
                    culprit.warehouse=w                | "w"
                    warehouse="quoted ü"               | "quoted ü"
                    warehouse=                         | ""
                    """)
    void textIsTakenAsItStands(String assignment, String shown) {
        assertThat(ConfigurationFiles.load(null, List.of(assignment), Map.of())
                        .toConfig()
                        .getValue("culprit.warehouse")
                        .render())
                .isEqualTo(shown);
    }

    @Test
    void listsAndBlocksMayBeAssigned() {
        Config config = ConfigurationFiles.load(
                        null, List.of("environments=[{name=a, scrapes {path=${HOME}\"/x\"}}]"), Map.of("HOME", "/root"))
                .toConfig();
        assertThat(config.getConfigList("culprit.environments").get(0).getString("scrapes.path"))
                .isEqualTo("/root/x");
    }

    @Test
    void variablesOfTheEnvironmentAreNoSettings() {
        assertThat(ConfigurationFiles.load(null, List.of(), Map.of("HOME", "/root", "odd.key%%", "()"))
                        .keySet())
                .containsExactly("culprit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    warehouse      | --set warehouse: must be path=value
                    =x             | --set =x: must be path=value
                    a..b=x         | --set a..b=x: path parameter: Invalid path
                    warehouse=[1   | --set warehouse=[1:
                    """)
    void aBadAssignmentIsNamed(String assignment, String message) {
        assertThatThrownBy(() -> ConfigurationFiles.load(null, List.of(assignment), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aFileThatIsNoConfigurationIsNamedOnOneLine() throws IOException {
        Path broken = write("culprit {\n  warehouse = [\n");
        assertThatThrownBy(() -> ConfigurationFiles.load(broken, List.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(broken + ": ")
                .hasMessageNotContaining("\n");
        Path unset = write("culprit.warehouse = ${NOWHERE}");
        assertThatThrownBy(() -> ConfigurationFiles.load(unset, List.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("${NOWHERE}")
                .hasMessageContaining("1");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        for (Path file : List.of(folder.resolve("none.conf"), folder)) {
            assertThatThrownBy(() -> ConfigurationFiles.load(file, List.of(), Map.of()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("--conf " + file + ": no readable file of that name");
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("my.conf"), text);
    }
}
