/** Where bodies lie: paths of an archive, tars and zips, compression. */
package dev.culprit.scrapes.container;
