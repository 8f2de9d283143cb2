package dev.culprit.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component of a table's record that is a record itself: the columns of the inner record stand in the table, in the
 * component's place, as if they were components of the outer record. Without it a record is one nested column.
 *
 * <p>It lets rows share a part, and lets a row of many columns be a record of few parts, while the files stay flat and keep
 * their columns. A flattened part is never null itself.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flattened {
    /**
     * Components that are {@link Nullable} in the inner record and never null in this table: the inner record serves
     * tables that know less.
     */
    String[] required() default {};

    /** Stands before the inner record's column names: {@code period_} makes {@code period_from} of {@code from}. */
    String prefix() default "";
}
