/** The tables on disk: Parquet in Hive folders on any Hadoop file system, published whole or not at all. No Spark. */
@NullMarked
package dev.culprit.warehouse;

import org.jspecify.annotations.NullMarked;
