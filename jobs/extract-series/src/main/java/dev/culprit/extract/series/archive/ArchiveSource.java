package dev.culprit.extract.series.archive;

import dev.culprit.model.ConfigurationException;
import dev.culprit.model.CulpritException;
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
     * Lists what is there, and logs what of it is left out.
     *
     * @throws CulpritException where nothing of use is there
     */
    Archive list(Configuration hadoop);
}
