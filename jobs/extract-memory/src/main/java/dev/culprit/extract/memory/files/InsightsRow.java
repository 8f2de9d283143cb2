package dev.culprit.extract.memory.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows of CloudWatch Logs Insights, as {@code aws logs get-query-results} and the console's export to JSON and CSV have them. */
public final class InsightsRow {
    /** Fields of events that are numbers; a query gives all as text. */
    private static final Pattern NUMBERS = Pattern.compile("container_memory_.*|number_of_.*|Memory.*|RestartCount");

    private InsightsRow() {}

    /** @param fields {@code [{"field": "@timestamp", "value": "..."}, ...]}, or an object of them */
    static JsonNode of(JsonNode fields) {
        if (!fields.isArray()) {
            return fields;
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> row.set(field.path("field").asText(), field.path("value")));
        return row;
    }

    /** {@code 2026-11-17 12:00:31.364}, in UTC; null where it is not asked for. */
    static @Nullable Instant time(JsonNode row) {
        try {
            return LocalDateTime.parse(row.path("@timestamp").asText().strip().replace(' ', 'T'))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** The event of which these fields were asked for: {@code kubernetes.pod_name} stands within {@code kubernetes}. */
    static JsonNode event(JsonNode row) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        row.properties().forEach(field -> {
            String name = field.getKey();
            String text = field.getValue().asText();
            if (name.startsWith("@") || text.isEmpty()) {
                return;
            }
            if (name.startsWith("kubernetes.")) {
                event.withObjectProperty("kubernetes").put(name.substring("kubernetes.".length()), text);
            } else if (NUMBERS.matcher(name).matches()) {
                number(event, name, text);
            } else {
                event.put(name, text);
            }
        });
        // Who asks for a container's fields need not ask for the type by which they are found.
        if (!event.has("Type") && (event.has("container_memory_working_set") || event.has("MemoryUtilized"))) {
            event.put("Type", "Container");
        }
        return event;
    }

    private static void number(ObjectNode event, String name, String text) {
        try {
            event.put(name, Double.parseDouble(text));
        } catch (NumberFormatException none) {
            event.put(name, text);
        }
    }
}
