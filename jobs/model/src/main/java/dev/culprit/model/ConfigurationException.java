package dev.culprit.model;

import java.util.ArrayList;
import java.util.List;

/** Bad arguments or configuration: the command ends with status 2 before any work is done. */
public final class ConfigurationException extends CulpritException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> faults;

    public ConfigurationException(String message) {
        this(List.of(message));
    }

    /** @param faults at least one, each a line: what is wrong, where, and how to mend it */
    public ConfigurationException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = new ArrayList<>(faults);
    }

    /** What is wrong, a line each. */
    public List<String> faults() {
        return List.copyOf(faults);
    }
}
