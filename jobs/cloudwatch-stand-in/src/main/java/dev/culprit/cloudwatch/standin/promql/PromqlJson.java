package dev.culprit.cloudwatch.standin.promql;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.culprit.cloudwatch.standin.promql.StoredSeries.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parts of answers as Prometheus' API writes them. */
final class PromqlJson {
    private PromqlJson() {}

    /** A member of that name with the texts that there are, or nothing. */
    static String remarks(String kind, @Nullable String own, @Nullable String habitual) {
        String texts = Stream.of(own, habitual)
                .filter(Objects::nonNull)
                .map(PromqlJson::quoted)
                .collect(Collectors.joining(","));
        return texts.isEmpty() ? "" : ",\"%s\":[%s]".formatted(kind, texts);
    }

    /** @param isOne whether there is one of a kind, as in a vector */
    static void append(StringBuilder out, List<Sample> samples, boolean isOne) {
        for (boolean histograms : new boolean[] {false, true}) {
            List<Sample> some = samples.stream()
                    .filter(each -> (each.histogram() != null) == histograms)
                    .toList();
            if (!some.isEmpty()) {
                String key = histograms ? "histogram" : "value";
                out.append(",\"").append(key).append(isOne ? "\":" : "s\":[");
                for (int i = 0; i < (isOne ? 1 : some.size()); i++) {
                    append(out.append(i == 0 ? "[" : ",["), some.get(i));
                }
                out.append(isOne ? "" : "]");
            }
        }
    }

    private static void append(StringBuilder out, Sample sample) {
        out.append(BigDecimal.valueOf(sample.time(), 3).toPlainString()).append(',');
        if (sample.histogram() == null) {
            out.append('"').append(number(sample.value())).append("\"]");
        } else {
            out.append(sample.histogram().json()).append(']');
        }
    }

    static String number(double value) {
        return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    }

    static String labels(Map<String, String> labels) {
        List<String> pairs = new ArrayList<>();
        labels.forEach((name, value) -> pairs.add(quoted(name) + ":" + quoted(value)));
        return "{" + String.join(",", pairs) + "}";
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
