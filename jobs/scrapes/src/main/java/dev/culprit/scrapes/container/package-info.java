/** Where bodies lie: paths of an archive, tars and zips, compression. */
@NullMarked
package dev.culprit.scrapes.container;

import org.jspecify.annotations.NullMarked;
