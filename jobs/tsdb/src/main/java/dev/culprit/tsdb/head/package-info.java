/** What a server has not yet made a block of: write-ahead log, checkpoint, out-of-order log and head chunks. */
@NullMarked
package dev.culprit.tsdb.head;

import org.jspecify.annotations.NullMarked;
