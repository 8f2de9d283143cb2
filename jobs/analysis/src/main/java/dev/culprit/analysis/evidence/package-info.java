/** Evidence for and against a candidate: association, replicas, lifetimes, environments, retained memory. */
package dev.culprit.analysis.evidence;
