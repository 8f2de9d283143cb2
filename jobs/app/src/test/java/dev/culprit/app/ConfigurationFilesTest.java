package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationFilesTest {
    @TempDir
    private Path folder;

    @Test
    void assignmentsWinOverTheFileAndTheFileOverTheDefaults() throws IOException {
        Path file = write("culprit { warehouse = mine, report.title = mine }");
        Config config = load(file, List.of("warehouse=theirs"), Map.of()).toConfig();
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
        assertThat(load(null, List.of(assignment), Map.of())
                        .toConfig()
                        .getValue("culprit.warehouse")
                        .render())
                .isEqualTo(shown);
    }

    @Test
    void listsAndBlocksMayBeAssigned() {
        Config config = load(
                        null, List.of("environments=[{name=a, scrapes {path=${HOME}\"/x\"}}]"), Map.of("HOME", "/root"))
                .toConfig();
        assertThat(config.getConfigList("culprit.environments").get(0).getString("scrapes.path"))
                .isEqualTo("/root/x");
    }

    @Test
    void variablesOfTheEnvironmentAreNoSettings() {
        assertThat(load(null, List.of(), Map.of("HOME", "/root", "odd.key%%", "()"))
                        .keySet())
                .containsExactly("culprit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        warehouse      | --set warehouse: must be path=value
        =x             | --set : must be path=value
        a..b=x         | --set a..b: path parameter: Invalid path
        warehouse=[1   | --set warehouse:
        """)
    void aBadAssignmentIsNamed(String assignment, String message) {
        assertThatThrownBy(() -> load(null, List.of(assignment), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aFileThatIsNoConfigurationIsNamedOnOneLine() throws IOException {
        Path broken = write("culprit {\n  warehouse = [\n");
        assertThatThrownBy(() -> load(broken, List.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(broken + ": ")
                .hasMessageNotContaining("\n");
        Path unset = write("culprit.warehouse = ${NOWHERE}");
        assertThatThrownBy(() -> load(unset, List.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("${NOWHERE}")
                .hasMessageContaining("1");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        for (Path file : List.of(folder.resolve("none.conf"), folder)) {
            assertThatThrownBy(() -> load(file, List.of(), Map.of()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("--conf " + file + ": no readable file of that name: " + file);
        }
    }

    @Test
    void aConfigurationMayLieWhereTheDataLie() throws IOException {
        String uri = write("culprit.warehouse = ${HOME}\"/ü\"").toUri().toString();
        assertThat(ConfigurationFiles.load(uri, List.of(), Map.of("HOME", "/root"), Configuration::new)
                        .toConfig()
                        .getString("culprit.warehouse"))
                .isEqualTo("/root/ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///nowhere/my.conf", "nosuch://bucket/my.conf", "file://%zz/my.conf"})
    void aUriThatCannotBeReadIsNamedOnOneLine(String uri) {
        assertThatThrownBy(() -> ConfigurationFiles.load(uri, List.of(), Map.of(), Configuration::new))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("--conf " + uri + ": cannot be read: ")
                .hasMessageNotContaining("\n");
    }

    private static ConfigObject load(@Nullable Path file, List<String> assignments, Map<String, String> environment) {
        return ConfigurationFiles.load(
                file == null ? null : file.toString(), assignments, environment, Configuration::new);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("my.conf"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.mail.smtp.password=planted-hunter2{",
                "report.mail.smtp={password:planted-hunter2, [",
                "report.mail.smtp={\"password\" = \"planted-hunter2\" \"",
                "report.mail.smtp.pasword planted-hunter2"
            })
    void noErrorShowsWhatAnAssignmentSets(String assignment) {
        try {
            ConfigObject root = ConfigurationFiles.load(null, List.of(assignment), Map.of(), Configuration::new);
            new SettingsBinder(root).bind();
        } catch (ConfigurationException told) {
            assertThat(Secrets.masked(told.getMessage())).doesNotContain("planted-hunter2");
        }
    }

    /** Put at another key than its own, by mistake. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "culprit.report.mail.smtp.port = ${WORD}",
                "culprit.report.mail.smtp.tls = ${WORD}",
                "culprit.report.redact = \"a\"${WORD}",
                "culprit.report.mail.to = [ ${WORD} ]"
            })
    void noErrorShowsWhatAVariableHolds(String line) throws IOException {
        Path file = write(line + "\nculprit.environments = [ { name = prod } ]\n");
        ConfigObject root = ConfigurationFiles.load(
                file.toString(), List.of(), Map.of("WORD", "planted-variable"), Configuration::new);
        assertThatThrownBy(() -> new SettingsBinder(root).bind())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must be")
                .hasMessageNotContaining("planted-variable");
    }

    @Test
    void aFileThatDoesNotParseIsToldWithoutItsSecrets() throws IOException {
        Path file = write("culprit.report.mail.smtp { password = \"planted-hunter3\" } }\n");
        assertThatThrownBy(() -> ConfigurationFiles.load(file.toString(), List.of(), Map.of(), Configuration::new))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("planted-hunter3");
        Path other = write("culprit.report.mail.smtp { password = planted-hunter4 ] }\n");
        assertThatThrownBy(() -> ConfigurationFiles.load(other.toString(), List.of(), Map.of(), Configuration::new))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("planted-hunter4");
    }
}
