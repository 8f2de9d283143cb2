/** What the analysis says: a verdict for every workload, container and environment, with its reasons. */
@NullMarked
package dev.culprit.model.finding;

import org.jspecify.annotations.NullMarked;
