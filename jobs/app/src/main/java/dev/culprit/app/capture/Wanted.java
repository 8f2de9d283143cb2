package dev.culprit.app.capture;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A target as it was typed. */
sealed interface Wanted {
    /** A URL that answers with metrics. */
    record Web(URI uri) implements Wanted {}

    /**
     * A pod by its name.
     *
     * @param port null for the one that its annotation tells, and so {@code path}
     */
    record Pod(
            String name, @Nullable Integer port, @Nullable String path) implements Wanted {}

    /** Every running pod that the namespace and the selector leave. */
    record Pods(@Nullable Integer port, @Nullable String path) implements Wanted {}

    Pattern POD = Pattern.compile("(?:pod/([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)|pods)(?::(\\d{1,5}))?(/\\S*)?");

    int LARGEST_PORT = 65_535;

    /** @throws ConfigurationException where it is none of these */
    static Wanted parse(String text) {
        return text.toLowerCase(Locale.ROOT).matches("https?:.*") ? web(text) : pod(text);
    }

    private static Wanted web(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null) {
                throw bad(text, "names no host");
            }
            if (uri.getUserInfo() != null) {
                throw new ConfigurationException(
                        "target %s://...@%s: a password in a URL is seen by everybody who lists processes: put a token in a file and name it with --bearer-token-file"
                                .formatted(uri.getScheme(), Text.printable(uri.getHost(), 200)));
            }
            return new Web(uri);
        } catch (URISyntaxException noUrl) {
            throw bad(text, "is no URL");
        }
    }

    private static Wanted pod(String text) {
        Matcher pod = POD.matcher(text);
        if (!pod.matches()) {
            throw bad(text, "is neither a URL nor a pod");
        }
        Integer port = pod.group(2) == null ? null : Integer.valueOf(pod.group(2));
        if (port != null && (port < 1 || port > LARGEST_PORT)) {
            throw bad(text, "has a port that is none");
        }
        return pod.group(1) == null ? new Pods(port, pod.group(3)) : new Pod(pod.group(1), port, pod.group(3));
    }

    private static ConfigurationException bad(String text, String what) {
        return new ConfigurationException(
                "target %s %s: give http://HOST:PORT/metrics, pod/NAME, pod/NAME:15020/stats/prometheus, or pods for all of a namespace"
                        .formatted(Text.printable(text, 200), what));
    }
}
