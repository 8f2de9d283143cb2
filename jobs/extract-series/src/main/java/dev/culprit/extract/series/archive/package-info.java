/**
 * What the job knows of archives: a source lists the days of its targets and reads one into rows. Each format of archives is
 * a package beside this one that implements it.
 */
package dev.culprit.extract.series.archive;
