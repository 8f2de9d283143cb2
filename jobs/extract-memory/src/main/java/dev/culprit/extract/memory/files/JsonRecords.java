package dev.culprit.extract.memory.files;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Objects of JSON, and values in them that must be there. */
public final class JsonRecords {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JsonRecords() {}

    public static JsonNode object(byte[] bytes, int from, int length) throws UnreadableException {
        try {
            return object(READER.readTree(bytes, from, length));
        } catch (IOException bad) {
            throw new UnreadableException("not JSON");
        }
    }

    public static JsonNode object(String text) throws UnreadableException {
        try {
            return object(READER.readTree(text));
        } catch (IOException bad) {
            throw new UnreadableException("not JSON");
        }
    }

    private static JsonNode object(JsonNode tree) throws UnreadableException {
        if (!tree.isObject()) {
            throw new UnreadableException("not a JSON object");
        }
        return tree;
    }

    public static JsonNode object(JsonNode parent, String key) throws UnreadableException {
        JsonNode value = parent.path(key);
        if (!value.isObject()) {
            throw new UnreadableException(key + " is missing or not an object");
        }
        return value;
    }

    public static String text(JsonNode parent, String key) throws UnreadableException {
        JsonNode value = parent.path(key);
        if (!value.isTextual()) {
            throw new UnreadableException(key + " is missing or not text");
        }
        return value.textValue();
    }

    /** @param name for messages */
    public static double number(JsonNode parent, String key, String name) throws UnreadableException {
        JsonNode value = parent.path(key);
        if (!value.isNumber()) {
            throw new UnreadableException(name + " is missing or not a number");
        }
        return value.doubleValue();
    }
}
