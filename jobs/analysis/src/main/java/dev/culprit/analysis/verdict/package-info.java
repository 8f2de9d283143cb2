/** Evidence added up to a verdict, and put into words. */
@NullMarked
package dev.culprit.analysis.verdict;

import org.jspecify.annotations.NullMarked;
