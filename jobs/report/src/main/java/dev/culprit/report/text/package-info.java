/** Numbers, times and other people's names as people read them. */
package dev.culprit.report.text;
