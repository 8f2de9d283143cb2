package dev.culprit.analysis.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.analysis.memory.MemoryGrowth.LeakFeatures;
import dev.culprit.analysis.statistics.LogisticModel;
import dev.culprit.analysis.statistics.LogisticModel.Weight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stored weights and the code that computes the features are of one mind. */
final class WeightsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/culprit/analysis");
    private static final Pattern LIST_OF_NUMBERS = Pattern.compile("\\{\\s*-?\\d+\\.\\d+\\s*,\\s*-?\\d+\\.\\d+");

    @Test
    void theStoredFeaturesAreThoseOfTheCodeInTheSameOrder() {
        assertThat(LogisticModel.stored())
                .extracting(LogisticModel::name)
                .containsExactly("label-among-replicas", "label-alone", "leak");
        assertThat(features(Score.AMONG_REPLICAS)).isEqualTo(Score.features());
        assertThat(features(Score.ALONE)).isEqualTo(Score.features());
        assertThat(features(LogisticModel.stored("leak", LeakFeatures.FEATURES)))
                .hasSameSizeAs(new LeakFeatures(1, 1, 1, true).features(1, 1, true));
    }

    @Test
    void theFileIsWhatTheFitWrites() throws IOException {
        try (InputStream stored = LogisticModel.class.getResourceAsStream("/dev/culprit/analysis/weights.txt")) {
            assertThat(new String(stored.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(WeightFit.text(LogisticModel.stored()));
        }
    }

    @Test
    void everyWeightSaysWhereItComesFrom() {
        assertThat(LogisticModel.stored())
                .allSatisfy(
                        model -> assertThat(model.fit()).matches("fitted \\d{4}-\\d\\d-\\d\\d, seeds .*examples.*"));
        assertThat(LogisticModel.stored().stream().flatMap(model -> model.weights().stream()))
                .extracting(Weight::origin)
                .allMatch(origin -> origin.equals(Weight.FITTED) || origin.matches("by hand: .+"));
    }

    @Test
    void noWeightIsTypedIntoTheCode() throws IOException {
        assertThat(Feature.class.getRecordComponents())
                .extracting(component -> component.getType().getSimpleName())
                .containsExactly("String", "ToDoubleFunction", "Function");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                assertThat(LIST_OF_NUMBERS.matcher(Files.readString(file)).find())
                        .as("a list of numbers in %s", file)
                        .isFalse();
            }
        }
    }

    @Test
    void weightsOfOtherFeaturesAreRefused() {
        assertThatThrownBy(() -> LogisticModel.stored("leak", List.of("prior")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fit them anew");
    }

    private static List<String> features(LogisticModel model) {
        return model.weights().stream().map(Weight::feature).toList();
    }
}
