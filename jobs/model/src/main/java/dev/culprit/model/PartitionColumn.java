package dev.culprit.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component of a table's record that stands in the name of the partition's folder ({@code environment=prod}) and not in
 * a column of the file, as Hive's partition columns do. Whoever reads a partition knows it already.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface PartitionColumn {}
