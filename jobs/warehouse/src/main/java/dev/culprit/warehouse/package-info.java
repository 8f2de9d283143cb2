/** The tables on disk: Parquet in Hive folders on any Hadoop file system, published whole or not at all. No Spark. */
package dev.culprit.warehouse;
