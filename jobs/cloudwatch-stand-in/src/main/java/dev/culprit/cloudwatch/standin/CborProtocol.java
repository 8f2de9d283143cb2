package dev.culprit.cloudwatch.standin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of the Smithy RPC v2 CBOR protocol: one map, in which a timestamp is tag 1 with epoch seconds. Decoded, they are
 * made of maps, lists, strings, numbers, booleans and {@link Instant}s. Errors name their code twice: in the body, and in
 * the header that services bring along that once spoke the query protocol.
 */
final class CborProtocol {
    static final String CONTENT_TYPE = "application/cbor";
    static final String PROTOCOL = "rpc-v2-cbor";
    private static final String PATH = "/service/GraniteServiceVersion20100801/operation/";
    private static final int TIMESTAMP = 1;
    private static final CBORFactory CBOR = new CBORFactory();

    private CborProtocol() {}

    interface Body {
        void write(CBORGenerator out) throws IOException;
    }

    /** Checks what surrounds the body. */
    static Operation operation(String method, String path, Map<String, List<String>> headers) {
        require(method.equals("POST"), 405, "Only POST is allowed");
        require(path.startsWith(PATH), 404, "No such service: " + path);
        require(PROTOCOL.equals(first(headers, "Smithy-protocol")), 400, "smithy-protocol is not " + PROTOCOL);
        require(CONTENT_TYPE.equals(first(headers, "Content-type")), 415, "Content-Type is not " + CONTENT_TYPE);
        require(CONTENT_TYPE.equals(first(headers, "Accept")), 406, "Accept is not " + CONTENT_TYPE);
        return switch (path.substring(PATH.length())) {
            case "ListMetrics" -> Operation.LIST_METRICS;
            case "GetMetricData" -> Operation.GET_METRIC_DATA;
            default -> throw new Refusal(404, "UnknownOperationException", "No such operation: " + path);
        };
    }

    static @Nullable String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    private static void require(boolean holds, int status, String otherwise) {
        if (!holds) {
            throw new Refusal(status, "UnknownOperationException", otherwise);
        }
    }

    static Map<String, Object> decode(byte[] body) {
        try (CBORParser in = CBOR.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal(400, "SerializationException", "The body is not a map");
            }
            Map<String, Object> decoded = map(in);
            if (in.nextToken() != null) {
                throw new Refusal(400, "SerializationException", "The body goes on after the map");
            }
            return decoded;
        } catch (IOException bad) {
            throw new Refusal(400, "SerializationException", "The body is not CBOR");
        }
    }

    private static Map<String, Object> map(CBORParser in) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            if (map.put(name, value(in)) != null) {
                throw new Refusal(400, "SerializationException", name + " is there twice");
            }
        }
        return map;
    }

    private static Object value(CBORParser in) throws IOException {
        if (in.getCurrentTag() == TIMESTAMP) {
            return Instant.ofEpochMilli(Math.round(in.getDoubleValue() * 1000));
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> map(in);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(in));
                }
                yield list;
            }
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> integer(in);
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new Refusal(400, "SerializationException", "Unexpected " + in.currentToken());
        };
    }

    private static Object integer(CBORParser in) throws IOException {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new Refusal(400, "SerializationException", "Number too large: " + in.getText());
        }
        return in.getLongValue();
    }

    static byte[] encode(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = CBOR.createGenerator(bytes)) {
            out.writeStartObject();
            body.write(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static void writeTimestamp(CBORGenerator out, long epochSeconds) throws IOException {
        out.writeTag(TIMESTAMP);
        out.writeNumber((double) epochSeconds);
    }

    static Reply reply(byte[] body) {
        return new Reply(200, CONTENT_TYPE, Map.of("smithy-protocol", PROTOCOL), body);
    }

    static Reply reply(Refusal refusal) {
        byte[] body = encode(out -> {
            out.writeStringField("__type", "com.amazonaws.cloudwatch.v2010_08_01#" + refusal.code());
            out.writeStringField("message", refusal.getMessage());
        });
        String atFault = refusal.status() < 500 ? "Sender" : "Receiver";
        return new Reply(
                refusal.status(),
                CONTENT_TYPE,
                Map.of("smithy-protocol", PROTOCOL, "x-amzn-query-error", refusal.code() + ";" + atFault),
                body);
    }
}
