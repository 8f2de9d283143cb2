/** What is kept of one container: readings, scrapes, restarts, lifetimes, what it says of itself. */
package dev.culprit.analysis.history;
