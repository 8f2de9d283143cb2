package dev.culprit.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dev.culprit.app.preflight.Whereabouts;
import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Secrets;
import dev.culprit.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Merges the packaged defaults, the user's file and the assignments of {@code --set}, later ones winning, and resolves variables. */
final class ConfigurationFiles {
    /** The commented reference, {@code conf/culprit.conf}, as it is in the jar. */
    static final String DEFAULTS = "culprit.conf";

    /** Values that {@code --set} parses as HOCON. All others are plain text, since paths are full of HOCON's special characters. */
    private static final Pattern HOCON_VALUE = Pattern.compile("(?s)\\s*[\\[{\"].*");

    /** A URI, but not a drive letter of Windows. */
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    /** What the origin of a value is called that comes from a variable. */
    static final String ENVIRONMENT = "variable of the environment";

    /** A key, and its value in quotes or without. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("([A-Za-z0-9_.-]+)[\"']?\\s*[:=]\\s*(?:\"([^\"\\n]*)\"|([^\"\\s,}#$]+))");

    private static final Pattern PATH = Pattern.compile("(?s)^([\\w.\"\\[\\]-]*).*$");

    private ConfigurationFiles() {}

    /**
     * @param file HOCON: a path, or a URI of one of Hadoop's file systems; null for the defaults alone
     * @param assignments {@code path=value}, the path with or without the leading {@code culprit.}; later ones win
     * @param environment for substitutions
     * @param hadoop how the file systems are reached, asked for only where the file is a URI
     */
    static ConfigObject load(
            @Nullable String file,
            List<String> assignments,
            Map<String, String> environment,
            Supplier<Configuration> hadoop) {
        try {
            Config merged = file == null ? ConfigFactory.empty() : parse(file, hadoop);
            for (String assignment : assignments) {
                merged = assigned(assignment).withFallback(merged);
            }
            ConfigObject root =
                    resolved(merged.withFallback(defaults()), environment).root();
            addSecrets("", root);
            return root;
        } catch (ConfigException.UnresolvedSubstitution unset) {
            String message = Text.printable(Secrets.masked(String.valueOf(unset.getMessage())), 400);
            throw new ConfigurationException(
                    message + ": set that variable of the environment, or write ${?NAME} where it may be missing");
        } catch (ConfigException bad) {
            throw new ConfigurationException(Text.printable(Secrets.masked(String.valueOf(bad.getMessage())), 500));
        }
    }

    private static void addSecrets(String key, ConfigValue value) {
        if (value instanceof ConfigObject block) {
            block.forEach(ConfigurationFiles::addSecrets);
        } else if (value instanceof ConfigList list) {
            list.forEach(element -> addSecrets(key, element));
        } else if (Secrets.isSecret(key) && value.valueType() == ConfigValueType.STRING) {
            Secrets.add((String) value.unwrapped());
        }
    }

    /** Of a text that may not even parse: its errors quote it. */
    private static void addSecretsIn(String hocon) {
        Matcher assignment = ASSIGNMENT.matcher(hocon);
        while (assignment.find()) {
            if (Secrets.isSecret(assignment.group(1))) {
                Secrets.add(assignment.group(2) != null ? assignment.group(2) : assignment.group(3));
            }
        }
    }

    private static Config parse(String file, Supplier<Configuration> hadoop) {
        return URI.matcher(file).matches() ? parseRemote(file, hadoop.get()) : parseLocal(Path.of(file));
    }

    /** A driver on a cluster has no local file of the user: the configuration lies beside the data. It cannot include other files. */
    private static Config parseRemote(String uri, Configuration hadoop) {
        var path = new org.apache.hadoop.fs.Path(uri);
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            addSecretsIn(text);
            return ConfigFactory.parseString(
                    text,
                    ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(uri));
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException unreadable) {
            throw new ConfigurationException("--conf %s: cannot be read: %s"
                    .formatted(Text.printable(uri, 300), Text.printable(String.valueOf(unreadable.getMessage()), 300)));
        }
    }

    private static Config parseLocal(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ConfigurationException("--conf %s: no readable file of that name: %s"
                    .formatted(
                            Text.printable(file.toString(), 300),
                            Files.exists(file)
                                    ? file.toAbsolutePath()
                                            + (Files.isDirectory(file) ? " is a folder" : " is not yours to read")
                                    : Whereabouts.ofMissing(file)));
        }
        try {
            addSecretsIn(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            // Told below, or no text.
        }
        return ConfigFactory.parseFile(
                file.toFile(),
                ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false));
    }

    static Config defaults() {
        return ConfigFactory.parseReader(
                new InputStreamReader(ConfigurationFiles.class.getResourceAsStream(DEFAULTS), StandardCharsets.UTF_8),
                ConfigParseOptions.defaults().setOriginDescription("the packaged " + DEFAULTS));
    }

    private static Config assigned(String assignment) {
        int equals = assignment.indexOf('=');
        addSecretsIn(assignment);
        if (equals > 0 && Secrets.isSecret(assignment.substring(0, equals))) {
            Secrets.add(assignment.substring(equals + 1));
        }
        // The value is not shown: it may be a secret, and whoever typed it knows it.
        String shown = "--set " + Text.printable(PATH.matcher(assignment).replaceAll("$1"), 200);
        if (equals < 1) {
            throw new ConfigurationException(shown + ": must be path=value, such as report.redact=true");
        }
        String value = assignment.substring(equals + 1);
        try {
            List<String> path =
                    ConfigUtil.splitPath(assignment.substring(0, equals).strip());
            String whole =
                    path.get(0).equals("culprit") ? ConfigUtil.joinPath(path) : "culprit." + ConfigUtil.joinPath(path);
            ConfigValue parsed = HOCON_VALUE.matcher(value).matches()
                    ? ConfigFactory.parseString("value = " + value).getValue("value")
                    : ConfigValueFactory.fromAnyRef(value);
            return parsed.withOrigin(ConfigOriginFactory.newSimple(shown)).atPath(whole);
        } catch (ConfigException bad) {
            throw new ConfigurationException(
                    shown + ": " + Text.printable(Secrets.masked(String.valueOf(bad.getMessage())), 300));
        }
    }

    /** Variables are keys beside {@code culprit} while substitutions are resolved, and are removed afterwards. */
    private static Config resolved(Config merged, Map<String, String> environment) {
        Config resolved = merged.withFallback(ConfigValueFactory.fromMap(environment, ENVIRONMENT))
                .resolve(ConfigResolveOptions.defaults().setUseSystemEnvironment(false));
        ConfigObject known = merged.root();
        ConfigObject root = resolved.root();
        for (String variable : environment.keySet()) {
            if (!known.containsKey(variable)) {
                root = root.withoutKey(variable);
            }
        }
        return root.toConfig();
    }
}
