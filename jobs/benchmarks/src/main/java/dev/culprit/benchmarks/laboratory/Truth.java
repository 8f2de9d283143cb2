package dev.culprit.benchmarks.laboratory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.Period;
import dev.culprit.model.finding.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a recording, as its truth.json has it.
 *
 * @param period that was recorded
 * @param dropped from when on the first replica took no new values of the label; null where it went on
 * @param verdicts that are right for production
 * @param labels that are guilty there; none where no label is
 */
record Truth(String workload, Period period, @Nullable Instant dropped, List<Verdict> verdicts, List<String> labels) {
    private static final Instant BEGIN = Instant.parse("2026-11-16T00:00:00Z");
    /** Of recordings that do not say how long they are. */
    private static final int DAYS = 3;

    static Truth read(Path file) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(file.toFile());
        JsonNode production = truth.get("environments").get("prod");
        return new Truth(
                truth.get("workload").asText(),
                new Period(BEGIN, BEGIN.plus(Duration.ofDays(truth.path("days").asInt(DAYS)))),
                dropped(truth.get("firstReplicaTakesNoNewValuesFromHour")),
                texts(production.get("verdicts")).stream().map(Truth::verdict).toList(),
                texts(production.get("labels")));
    }

    private static @Nullable Instant dropped(@Nullable JsonNode hour) {
        return hour == null ? null : BEGIN.plus(Duration.ofMinutes(Math.round(60 * hour.asDouble())));
    }

    private static Verdict verdict(String word) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no verdict is called " + word));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
