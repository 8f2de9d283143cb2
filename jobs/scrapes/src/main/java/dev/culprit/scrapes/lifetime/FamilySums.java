package dev.culprit.scrapes.lifetime;

import org.jspecify.annotations.Nullable;

/** See {@link dev.culprit.model.table.FamilyRow}; null where no series of the family in the scrape bears the role, or {@link FamilySum} does not know it. */
record FamilySums(
        @Nullable Double value,
        @Nullable Double count,
        @Nullable Double longLived) {}
