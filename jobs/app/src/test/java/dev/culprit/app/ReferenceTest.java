package dev.culprit.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import dev.culprit.extract.memory.MemorySources;
import dev.culprit.extract.memory.cloudwatch.api.RequestLimits;
import dev.culprit.extract.memory.source.SourceType;
import dev.culprit.scrapefiles.ScrapeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** conf/culprit.conf tells of every setting, and tells it right. */
final class ReferenceTest {
    @Test
    void theReferenceNamesEveryKeyAndNoOther() throws IOException {
        String reference = Files.readString(BoundSettings.CONF.resolve("culprit.conf"));
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

    @Test
    void everySourceOfMemoryIsInTheReferenceAndHasItsPageAndIsListed() throws IOException {
        String reference = Files.readString(BoundSettings.CONF.resolve("culprit.conf"));
        String readme = Files.readString(BoundSettings.CONF.resolve("../README.md"));
        assertThat(MemorySources.types()).isNotEmpty().allSatisfy(type -> {
            assertThat(reference).as("conf/culprit.conf").containsPattern("(?m)^ *#source = " + type.word() + "$");
            assertThat(SettingsBinder.keys(type))
                    .allSatisfy(key ->
                            assertThat(reference).as("conf/culprit.conf").containsPattern("(?m)^ *#" + key + " = "));
            String page = "docs/sources/" + type.word() + ".md";
            assertThat(BoundSettings.CONF.resolve("..").resolve(page))
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
        assertThat(Files.readString(BoundSettings.CONF.resolve("culprit.conf")))
                .contains("#pattern = \"" + ScrapeFolder.DEFAULT_PATTERN + "\"")
                .contains("#calls-per-second = %.0f%n".formatted(RequestLimits.USUAL.callsPerSecond()))
                .contains("#points-per-second = %.0f%n".formatted(RequestLimits.USUAL.pointsPerSecond()));
    }

    private static Config resolved(String configuration, String variables) {
        return ConfigFactory.parseString(configuration)
                .resolveWith(ConfigFactory.parseString(variables.replace(" ", "=x\n") + "=x"));
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
}
