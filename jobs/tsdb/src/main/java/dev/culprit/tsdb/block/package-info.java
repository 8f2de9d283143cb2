/** A persistent block: meta.json, index, chunk segments and tombstones. */
@NullMarked
package dev.culprit.tsdb.block;

import org.jspecify.annotations.NullMarked;
