package dev.culprit.app;

import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Settings as they are read from a file: what tests of them have in common. */
final class BoundSettings {
    static final Path CONF = Path.of("../../conf");
    static final String ONE = "culprit.environments = [ { name = prod } ]\n";

    private BoundSettings() {}

    /** Of a configuration that stands in {@code my.conf} in the folder. */
    static Settings bind(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("my.conf"), text);
        return new SettingsBinder(load(file, Map.of("HOME", "/root"))).bind();
    }

    static ConfigObject load(Path file, Map<String, String> environment) {
        return ConfigurationFiles.load(file.toString(), List.of(), environment, Configuration::new);
    }
}
