/** How fast the page of a large fleet opens and filters in a browser. */
package dev.culprit.benchmarks.page;
