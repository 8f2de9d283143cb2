/** The command line, the configuration, and the wiring of the jobs. */
@NullMarked
package dev.culprit.app;

import org.jspecify.annotations.NullMarked;
