package dev.culprit.app;

import dev.culprit.model.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that is wrong with a configuration, so that one look at the console mends it all. Unknown keys come first: a mistyped
 * key is often the reason why another is missing, which is then not told as well.
 */
final class ConfigErrors {
    private record Absence(String path, String message) {}

    private final List<String> unknownKeys = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private final List<String> wrongValues = new ArrayList<>();

    void unknownKey(String message) {
        unknownKeys.add(message);
    }

    /** Nothing stands at the path, and something must. */
    void absent(String path, String message) {
        absences.add(new Absence(path, message));
    }

    void wrongValue(String message) {
        wrongValues.add(message);
    }

    /** What is absent at this path or below it stands under a mistyped key, which is told. */
    void forgetAbsent(String path) {
        absences.removeIf(
                absence -> absence.path().equals(path) || absence.path().startsWith(path + "."));
    }

    /** @throws ConfigurationException with every error, if there is one */
    void refuse() {
        List<String> all = Stream.of(
                        unknownKeys, absences.stream().map(Absence::message).toList(), wrongValues)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (!all.isEmpty()) {
            throw new ConfigurationException(all);
        }
    }
}
