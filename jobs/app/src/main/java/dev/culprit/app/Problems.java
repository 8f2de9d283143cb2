package dev.culprit.app;

import dev.culprit.model.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration. Unknown keys come first: a mistyped key is also a missing one. */
final class Problems {
    private final List<String> unknownKeys = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    void unknownKey(String message) {
        unknownKeys.add(message);
    }

    void add(String message) {
        others.add(message);
    }

    /** @throws ConfigurationException with the first problem, if there is one */
    void refuse() {
        unknownKeys.addAll(others);
        if (!unknownKeys.isEmpty()) {
            throw new ConfigurationException(unknownKeys.get(0));
        }
    }
}
