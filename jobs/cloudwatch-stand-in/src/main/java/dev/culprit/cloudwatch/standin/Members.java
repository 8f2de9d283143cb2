package dev.culprit.cloudwatch.standin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members of a request, whose names and types {@link RequestShape} has checked. */
record Members(Map<String, Object> values) {
    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    String text(String name) {
        return (String) values.get(name);
    }

    /** At least one character and at most {@code limit}. */
    String requiredText(String name, int limit) {
        String text = (String) required(name);
        if (text.isEmpty() || text.length() > limit) {
            throw Refusal.invalid("The parameter %s must have 1 to %d characters.".formatted(name, limit));
        }
        return text;
    }

    Instant requiredInstant(String name) {
        return (Instant) required(name);
    }

    int requiredInteger(String name) {
        return Math.toIntExact((Long) required(name));
    }

    int integer(String name, int otherwise) {
        return has(name) ? requiredInteger(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? (Boolean) required(name) : otherwise;
    }

    /** One of the values, or null. */
    @Nullable
    String choice(String name, Set<String> values) {
        String text = text(name);
        if (text != null && !values.contains(text)) {
            throw Refusal.invalid("The value %s for parameter %s is not one of %s.".formatted(text, name, values));
        }
        return text;
    }

    @SuppressWarnings("unchecked")
    Members requiredMembers(String name) {
        return new Members((Map<String, Object>) required(name));
    }

    /** Empty where the list is missing. */
    @SuppressWarnings("unchecked")
    List<Members> list(String name) {
        List<Map<String, Object>> list = (List<Map<String, Object>>) values.getOrDefault(name, List.of());
        return list.stream().map(Members::new).toList();
    }

    private Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw Refusal.invalid("The parameter %s is required.".formatted(name));
        }
        return value;
    }
}
