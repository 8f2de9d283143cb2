package dev.culprit.prometheus.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.culprit.tsdb.series.Labels;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one answer of the API ({@code docs/querying/api.md} of Prometheus) as it comes, a series at a time. */
final class AnswerReader {
    private static final JsonFactory JSON = new JsonFactory();
    /** By hand: a server that repeats itself need not be quoted in full. */
    private static final int MOST_DOUBTS = 5;

    private final JsonParser json;
    private final AnswerSink sink;
    private final List<String> doubts = new ArrayList<>();
    private String status = "";
    private String error = "";
    private long series;
    private long samples;
    private @Nullable Long scanned;

    private AnswerReader(JsonParser json, AnswerSink sink) {
        this.json = json;
        this.sink = sink;
    }

    /** What was read: an error of the server's own where {@code status} says so. */
    record Read(boolean succeeded, String error, Answer answer) {}

    /** @throws IOException where the answer is no such JSON, or ends before its end */
    static Read read(InputStream body, AnswerSink sink) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            AnswerReader reader = new AnswerReader(json, sink);
            reader.whole();
            return new Read(
                    reader.status.equals("success"),
                    reader.error,
                    new Answer(reader.series, reader.samples, reader.scanned, reader.doubts));
        }
    }

    private void whole() throws IOException {
        @Nullable JsonToken first = json.nextToken();
        if (first == null) {
            throw new EOFException("it is empty");
        }
        expect(first, JsonToken.START_OBJECT);
        while (next() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            next();
            switch (key) {
                case "status" -> status = text();
                case "error" -> error = text();
                case "warnings", "infos" -> remarks(key.substring(0, key.length() - 1));
                case "isPartial" -> {
                    if (json.currentToken() != JsonToken.VALUE_FALSE) {
                        doubt("isPartial");
                    }
                }
                case "data" -> data();
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new IOException("something follows the end of the answer");
        }
    }

    private void doubt(String doubt) {
        if (doubts.size() < MOST_DOUBTS) {
            doubts.add(doubt);
        }
    }

    private void remarks(String kind) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NULL) {
                doubt(kind + ": " + text());
            }
            return;
        }
        while (next() != JsonToken.END_ARRAY) {
            doubt(kind + ": " + text());
        }
    }

    /** A list of label sets or of words, or a result. */
    private void data() throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (next() != JsonToken.END_ARRAY) {
                series++;
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    sink.series(labels());
                } else {
                    sink.word(text());
                }
            }
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (next() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            next();
            switch (key) {
                case "result" -> result();
                case "isPartial" -> {
                    if (json.currentToken() != JsonToken.VALUE_FALSE) {
                        doubt("isPartial");
                    }
                }
                case "stats" -> stats();
                default -> json.skipChildren();
            }
        }
    }

    private void stats() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = next();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_NUMBER_INT && "totalQueryableSamples".equals(json.currentName())) {
                scanned = json.getLongValue();
            }
        }
    }

    private void result() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("a result that is no list");
        }
        while (next() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                series();
            } else {
                json.skipChildren(); // a scalar is two of a list
            }
        }
    }

    private void series() throws IOException {
        boolean named = false;
        while (next() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            next();
            if (key.equals("metric")) {
                sink.series(labels());
                named = true;
                series++;
                continue;
            }
            boolean isOne = key.equals("value") || key.equals("histogram");
            boolean isMany = key.equals("values") || key.equals("histograms");
            if ((isOne || isMany) && !named) {
                throw new IOException("samples before the labels of their series");
            }
            if (isOne) {
                sample();
            } else if (isMany) {
                expect(json.currentToken(), JsonToken.START_ARRAY);
                while (next() != JsonToken.END_ARRAY) {
                    sample();
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private Labels labels() throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        List<String> pairs = new ArrayList<>();
        while (next() != JsonToken.END_OBJECT) {
            pairs.add(json.currentName());
            next();
            pairs.add(text());
        }
        return Labels.ofPairs(pairs.toArray(new String[0]));
    }

    /** {@code [1795418611.11, "5"]}. */
    private void sample() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        if (!next().isNumeric()) {
            throw new IOException("a sample without a time");
        }
        long time = Math.round(json.getDoubleValue() * 1000);
        double value = Double.NaN;
        samples++;
        if (next() == JsonToken.START_OBJECT) {
            histogram(time);
            expect(next(), JsonToken.END_ARRAY);
            return;
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            value = number(json.getText());
        } else {
            json.skipChildren();
        }
        expect(next(), JsonToken.END_ARRAY);
        sink.sample(time, value);
    }

    /** {@code {"count":"5","sum":"1.5","buckets":[[0,"0.1","0.25","3"],...]}}. */
    private void histogram(long time) throws IOException {
        double count = Double.NaN;
        double sum = Double.NaN;
        List<Double> bounds = new ArrayList<>();
        while (next() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            next();
            switch (key) {
                case "count" -> count = number(text());
                case "sum" -> sum = number(text());
                case "buckets" -> {
                    expect(json.currentToken(), JsonToken.START_ARRAY);
                    while (next() != JsonToken.END_ARRAY) {
                        bounds.add(upperBound());
                    }
                }
                default -> json.skipChildren();
            }
        }
        sink.histogram(
                time,
                count,
                sum,
                bounds.stream().mapToDouble(each -> each).sorted().toArray());
    }

    /** Of {@code [rule, lower, upper, count]}. */
    private double upperBound() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        List<String> parts = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            parts.add(text());
        }
        if (parts.size() != 4) {
            throw new IOException("a bucket that is not of four numbers");
        }
        return number(parts.get(2));
    }

    private static double number(String text) throws IOException {
        try {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException none) {
            throw new IOException("a value that is no number", none);
        }
    }

    private String text() throws IOException {
        if (!json.currentToken().isScalarValue()) {
            throw new IOException("a structure in the place of a text");
        }
        return json.getText();
    }

    /** An answer that ends early is none, whatever of it has come. */
    private JsonToken next() throws IOException {
        @Nullable JsonToken token = json.nextToken();
        if (token == null) {
            throw new EOFException("the answer ends before its end");
        }
        return token;
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new IOException("%s in the place of %s".formatted(token, wanted));
        }
    }
}
