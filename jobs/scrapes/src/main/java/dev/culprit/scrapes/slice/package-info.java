/** Parts of a target's day that several tasks read at once, and their sum. */
package dev.culprit.scrapes.slice;
