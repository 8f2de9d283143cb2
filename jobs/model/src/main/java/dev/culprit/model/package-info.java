/** The vocabulary every job shares: periods, containers, label sets, and how a job ends. JDK only, but for nullness. */
@NullMarked
package dev.culprit.model;

import org.jspecify.annotations.NullMarked;
