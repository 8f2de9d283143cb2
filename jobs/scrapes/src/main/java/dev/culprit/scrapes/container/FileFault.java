package dev.culprit.scrapes.container;

import java.io.IOException;

/** A file that cannot be read, today or tomorrow: it is gone, or forbidden. It costs its own row, and not the job. */
public final class FileFault extends IOException {
    private static final long serialVersionUID = 1L;

    public FileFault(String reason, IOException cause) {
        super(reason, cause);
    }
}
