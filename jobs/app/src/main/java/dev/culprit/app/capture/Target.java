package dev.culprit.app.capture;

import java.net.URI;
import java.nio.file.Path;

/** An endpoint that is scraped, and the container whose series it shows. */
record Target(String namespace, String pod, String container, Endpoint endpoint) {

    /** Where the body is had from. */
    sealed interface Endpoint {
        /** As users know it, for messages. */
        String shown();
    }

    record Web(URI uri) implements Endpoint {
        @Override
        public String shown() {
            return uri.toString();
        }
    }

    /** @param path of Kubernetes' API, which passes the request on to the pod */
    record ThroughKubernetes(String path, String shown) implements Endpoint {}

    /** Below the folder of the scrapes, as the default pattern of extract-series has it. */
    Path folder() {
        return Path.of("namespace=" + namespace, "pod=" + pod, "container=" + container);
    }

    /** What makes a name a part of a path that every file system takes. */
    static String asName(String text) {
        String name = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|-+$", "");
        return name.isEmpty() ? "unnamed" : name;
    }
}
