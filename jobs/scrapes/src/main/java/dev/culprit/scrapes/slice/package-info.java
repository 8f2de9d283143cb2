/** Parts of a target's day that several tasks read at once, and their sum. */
@NullMarked
package dev.culprit.scrapes.slice;

import org.jspecify.annotations.NullMarked;
