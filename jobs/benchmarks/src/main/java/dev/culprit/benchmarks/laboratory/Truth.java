package dev.culprit.benchmarks.laboratory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.model.finding.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What is true of a recording, as its truth.json has it.
 *
 * @param verdicts that are right for production
 * @param labels that are guilty there; none where no label is
 */
record Truth(String workload, List<Verdict> verdicts, List<String> labels) {
    static Truth read(Path file) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(file.toFile());
        JsonNode production = truth.get("environments").get("prod");
        return new Truth(
                truth.get("workload").asText(),
                texts(production.get("verdicts")).stream().map(Truth::verdict).toList(),
                texts(production.get("labels")));
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
