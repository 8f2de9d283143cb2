package dev.culprit.analysis.statistics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A logistic regression with its weights as stored in the resource {@code weights.txt}, which {@code WeightFit} in the tests writes.
 *
 * @param fit on what the weights were fitted, in words
 * @param weights in the order of the features; the first is the constant
 */
public record LogisticModel(String name, String fit, List<Weight> weights) {
    private static final String RESOURCE = "/dev/culprit/analysis/weights.txt";
    private static final Pattern COLUMNS = Pattern.compile("\\s*\\|\\s*");

    /**
     * @param value what one unit of the feature adds to the log-odds
     * @param typical mean of the feature where the model's statement holds
     * @param origin {@code fitted}, or {@code by hand} with the reason
     */
    public record Weight(String feature, double value, double typical, String origin) {
        public static final String FITTED = "fitted";
    }

    /**
     * @param features what the code computes, in its order
     * @throws IllegalStateException where the stored weights are for other features: they are to be fitted anew
     */
    public static LogisticModel stored(String name, List<String> features) {
        LogisticModel model = stored().stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(RESOURCE + " holds no weights of " + name));
        List<String> known = model.weights.stream().map(Weight::feature).toList();
        if (!known.equals(features)) {
            throw new IllegalStateException("%s holds weights of %s for %s, and the features are %s: fit them anew"
                    .formatted(RESOURCE, name, known, features));
        }
        return model;
    }

    /** All that are stored, in the order of the resource. */
    public static List<LogisticModel> stored() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LogisticModel.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
            return parse(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line {@code [name] fit} begins a model, and {@code feature | value | typical | origin} is a weight of it; {@code #} a comment. */
    static List<LogisticModel> parse(List<String> lines) {
        List<LogisticModel> models = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("[")) {
                int end = line.indexOf(']');
                models.add(new LogisticModel(
                        line.substring(1, end), line.substring(end + 1).strip(), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = COLUMNS.split(line, 4);
                models.get(models.size() - 1)
                        .weights
                        .add(new Weight(
                                columns[0],
                                Double.parseDouble(columns[1]),
                                Double.parseDouble(columns[2]),
                                columns[3]));
            }
        }
        return models.stream()
                .map(model -> new LogisticModel(model.name, model.fit, List.copyOf(model.weights)))
                .toList();
    }

    /** @param features in the order of the weights */
    public double probability(double[] features) {
        return Logistic.probability(IntStream.range(0, features.length)
                .mapToDouble(k -> weights.get(k).value() * features[k])
                .reduce(0, Double::sum));
    }
}
