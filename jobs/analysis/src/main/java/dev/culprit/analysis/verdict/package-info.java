/** Evidence added up to a verdict, and put into words. */
package dev.culprit.analysis.verdict;
