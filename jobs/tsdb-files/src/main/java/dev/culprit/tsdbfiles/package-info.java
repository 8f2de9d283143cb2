/** Prometheus' blocks on any file system that Hadoop knows: what is asked of it, and what of it is kept on this machine's disk. */
@NullMarked
package dev.culprit.tsdbfiles;

import org.jspecify.annotations.NullMarked;
