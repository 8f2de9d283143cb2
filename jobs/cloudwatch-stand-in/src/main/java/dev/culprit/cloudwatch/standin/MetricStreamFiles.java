package dev.culprit.cloudwatch.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files of a metric stream in JSON, one record a line, plain or in gzip, in the order of their paths. */
final class MetricStreamFiles {
    private static final ObjectReader JSON = JsonMapper.builder().build().reader();

    private MetricStreamFiles() {}

    record Entry(Site site, Series series, String unit, Instant time, Statistics statistics) {}

    static void read(Path folder, Consumer<Entry> entries) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                readFile(file, entries);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void readFile(Path file, Consumer<Entry> entries) throws IOException {
        try (InputStream in = open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                entries.accept(entry(JSON.readTree(line)));
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static Entry entry(JsonNode record) {
        Map<String, String> dimensions = new TreeMap<>();
        record.required("dimensions")
                .properties()
                .forEach(dimension ->
                        dimensions.put(dimension.getKey(), dimension.getValue().textValue()));
        JsonNode value = record.required("value");
        return new Entry(
                new Site(
                        record.required("account_id").textValue(),
                        record.required("region").textValue()),
                new Series(
                        record.required("namespace").textValue(),
                        record.required("metric_name").textValue(),
                        dimensions),
                record.required("unit").textValue(),
                Instant.ofEpochMilli(record.required("timestamp").longValue()),
                new Statistics(
                        value.required("sum").doubleValue(),
                        value.required("count").doubleValue(),
                        value.required("min").doubleValue(),
                        value.required("max").doubleValue()));
    }
}
