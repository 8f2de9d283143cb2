/** Whose the series are: the targets that a server scraped, by the labels of {@code up}. */
@NullMarked
package dev.culprit.tsdb.targets;

import org.jspecify.annotations.NullMarked;
