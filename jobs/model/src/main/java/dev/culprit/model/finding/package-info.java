/** What the analysis says: a verdict for every workload, container and environment, with its reasons. */
package dev.culprit.model.finding;
