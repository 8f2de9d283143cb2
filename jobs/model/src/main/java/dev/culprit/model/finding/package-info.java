/** Results of the analysis: a verdict for every workload, container and environment, with its evidence. */
@NullMarked
package dev.culprit.model.finding;

import org.jspecify.annotations.NullMarked;
