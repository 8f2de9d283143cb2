/** The vocabulary every job shares: periods, containers, label sets, and how a job ends. JDK only. */
package dev.culprit.model;
