/** What was written out of a database: dumps and exports, in one file or several, read whole. */
@NullMarked
package dev.culprit.tsdb.export;

import org.jspecify.annotations.NullMarked;
