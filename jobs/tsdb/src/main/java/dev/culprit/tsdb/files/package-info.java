/** Where a server's files are: on this machine, or wherever else somebody can list and read them. */
@NullMarked
package dev.culprit.tsdb.files;

import org.jspecify.annotations.NullMarked;
