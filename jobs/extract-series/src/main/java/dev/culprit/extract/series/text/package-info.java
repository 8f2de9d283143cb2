/** Scrapes kept as files, in folders, tars and zips. */
package dev.culprit.extract.series.text;
