package dev.culprit.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * On a component of a table's record that is a record itself: the columns of the inner record stand in the table, in the
 * component's place, as if they were components of the outer record. Without it a record is one nested column.
 *
 * <p>It lets rows share a part, and lets a row of many columns be a record of few parts, while the files stay flat and keep
 * their columns.
 *
 * <p>A flattened part may be {@link Nullable}. Where it is null, so are its columns, but for lists and maps that cannot be null:
 * they are empty. Something in it must never be null, or nobody could tell whether it is there; a file in which it is there by half
 * is refused.
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

    /**
     * The component of the inner record whose column is named by the prefix alone, as the estimate among its bounds:
     * {@code price_} with {@code estimate} bare makes {@code price}, {@code price_low} and {@code price_high}.
     */
    String bare() default "";
}
