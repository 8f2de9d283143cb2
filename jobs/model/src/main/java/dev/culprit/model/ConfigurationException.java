package dev.culprit.model;

/** Bad arguments or configuration: the command ends with status 2 before any work is done. */
public final class ConfigurationException extends CulpritException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
