package dev.culprit.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Version and source revision, which the build writes into a resource. */
final class Version implements IVersionProvider {
    static final Build CURRENT = load();

    /** @param revision of the source, null where it was built outside of its repository */
    record Build(String version, @Nullable String revision) {}

    private static Build load() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        String revision = properties.getProperty("revision", "");
        return new Build(
                properties.getProperty("version"), revision.isEmpty() || revision.startsWith("$") ? null : revision);
    }

    @Override
    public String[] getVersion() {
        String revision = CURRENT.revision() == null ? "" : " (" + CURRENT.revision() + ")";
        return new String[] {"culprit " + CURRENT.version() + revision};
    }
}
