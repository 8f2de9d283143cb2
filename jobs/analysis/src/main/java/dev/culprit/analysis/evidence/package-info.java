/** Evidence for and against a candidate: association, replicas, lifetimes, environments, retained memory. */
@NullMarked
package dev.culprit.analysis.evidence;

import org.jspecify.annotations.NullMarked;
