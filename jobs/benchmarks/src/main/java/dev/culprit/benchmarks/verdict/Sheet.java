package dev.culprit.benchmarks.verdict;

import dev.culprit.analysis.simulation.Grade;
import dev.culprit.analysis.simulation.Truth.Guilty;
import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Evidence;
import dev.culprit.model.finding.Finding.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every incident as a row of comma-separated values: truth, verdict, every figure of the evidence, every baseline's claim. */
final class Sheet {
    private Sheet() {}

    /** Columns of the first row that has them come first, others in the order of their names; empty where a row has none. */
    static String of(List<Case> cases) {
        List<Map<String, String>> rows = cases.stream().map(Sheet::row).toList();
        List<String> columns =
                new ArrayList<>(rows.isEmpty() ? List.of() : fixed(cases.get(0)).keySet());
        TreeSet<String> varying = new TreeSet<>();
        rows.forEach(row -> varying.addAll(row.keySet()));
        columns.forEach(varying::remove);
        columns.addAll(varying);
        return rows.stream()
                .map(row -> columns.stream()
                        .map(column -> row.getOrDefault(column, ""))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", String.join(",", columns) + "\n", "\n"));
    }

    private static Map<String, String> row(Case one) {
        Map<String, String> row = fixed(one);
        Map<String, Integer> kinds = new HashMap<>();
        for (Evidence evidence : one.trial().grade().tried().evidence()) {
            int occurrence = kinds.merge(evidence.kind(), 1, Integer::sum);
            String kind = evidence.kind() + (occurrence > 1 ? "-" + occurrence : "");
            for (Figure figure : evidence.figures()) {
                row.put(kind + "." + figure.name(), "" + figure.value());
            }
        }
        one.claims().stream()
                .filter(claim -> claim.environment().equals(one.truth().environment())
                        && claim.container().equals(one.truth().container()))
                .forEach(claim -> {
                    String name = "baseline." + claim.ranking();
                    row.put(name + ".labels", words(claim.labels()));
                    row.put(name + ".score", "" + claim.score());
                    row.put(name + ".leaks", "" + claim.leaks());
                });
        return row;
    }

    private static Map<String, String> fixed(Case one) {
        Grade grade = one.trial().grade();
        Finding tried = grade.tried();
        Price price = Price.of(one);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("world", one.world().name());
        row.put("family", one.family().name());
        row.put("seed", "" + one.seed());
        row.put("outcome", "" + grade.outcome());
        row.put("verdict", tried.verdict().word());
        row.put("confidence", "" + tried.confidence());
        row.put("wordIsTrue", "" + grade.wordIsTrue());
        row.put("leaks", "" + one.truth().leaks());
        row.put(
                "guilty",
                one.truth().guilty().stream()
                        .map(Guilty::labels)
                        .map(Sheet::words)
                        .collect(Collectors.joining(";")));
        row.put(
                "named",
                tried.culprits().stream().map(Culprit::labels).map(Sheet::words).collect(Collectors.joining(";")));
        row.put("suspected", "" + grade.suspected());
        row.put("shape", tried.memory() == null ? "" : tried.memory().shape().word());
        row.put("slopeTruth", "" + one.truth().slope());
        row.put("slope", tried.memory() == null ? "" : "" + tried.memory().slopeBytesPerHour());
        row.put("slopeLow", tried.memory() == null ? "" : "" + tried.memory().low());
        row.put("slopeHigh", tried.memory() == null ? "" : "" + tried.memory().high());
        row.put("bytesTruth", price == null ? "" : "" + price.truth());
        row.put("bytes", price == null ? "" : "" + price.said().estimate());
        row.put("bytesLow", price == null ? "" : "" + price.said().low());
        row.put("bytesHigh", price == null ? "" : "" + price.said().high());
        row.put("lifetimes", "" + one.trial().lifetimes());
        row.put("lifetimesTruth", "" + one.trial().trueLifetimes());
        row.put("replicas", "" + one.replicas());
        row.put("condensingSeconds", "" + one.trial().condensing());
        row.put("judgingSeconds", "" + one.trial().judging());
        return row;
    }

    private static String words(List<String> labels) {
        return String.join(" ", labels);
    }
}
