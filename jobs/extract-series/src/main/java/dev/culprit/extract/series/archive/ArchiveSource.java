package dev.culprit.extract.series.archive;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Where one environment's series are, in whatever format: what a configuration says of it. */
public interface ArchiveSource {
    String environment();

    /**
     * Looks at the configuration alone.
     *
     * @throws ConfigurationException for what cannot be meant
     */
    void check();

    /**
     * Looks whether a service lets itself be asked, without asking for what is billed.
     *
     * @throws CulpritException where it does not
     */
    default void ask() {}

    /** Paths that must be there before anything is read: any that Hadoop's file systems know. */
    default List<String> paths() {
        return List.of();
    }

    /**
     * Lists what is there, and logs what of it is left out.
     *
     * @throws CulpritException where nothing of use is there
     */
    Archive list(Configuration hadoop);
}
