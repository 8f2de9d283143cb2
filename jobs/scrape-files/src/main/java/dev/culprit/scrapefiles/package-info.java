/** Archives of scrapes in files: folders, tars and zips on whatever file system; which files are of which target and time. */
@NullMarked
package dev.culprit.scrapefiles;

import org.jspecify.annotations.NullMarked;
