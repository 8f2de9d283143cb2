/** What is kept of one container: readings, scrapes, restarts, lifetimes, what it says of itself. */
@NullMarked
package dev.culprit.analysis.history;

import org.jspecify.annotations.NullMarked;
