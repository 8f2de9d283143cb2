/** The vocabulary that all jobs share: periods, containers, label sets, and how a job ends. Needs the JDK and JSpecify only. */
@NullMarked
package dev.culprit.model;

import org.jspecify.annotations.NullMarked;
