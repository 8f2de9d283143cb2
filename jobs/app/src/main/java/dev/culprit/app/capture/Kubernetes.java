package dev.culprit.app.capture;

import java.io.IOException;

/** Kubernetes' API, by whatever way there is. */
interface Kubernetes {
    /**
     * Asks for a path, such as {@code /api/v1/namespaces/web/pods}.
     *
     * @throws IOException told in words for users
     */
    Reply get(String path) throws IOException, InterruptedException;
}
