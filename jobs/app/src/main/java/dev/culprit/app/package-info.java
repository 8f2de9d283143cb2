/** The command line, the configuration, and the wiring of the jobs. */
package dev.culprit.app;
