package dev.culprit.report.export;

import java.util.Arrays;
import java.util.Locale;

/** As what findings are written for other tools: {@code findings.csv}, {@code findings.parquet}. */
public enum ExportFormat {
    CSV,
    PARQUET;

    /** As it stands in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String file() {
        return "findings." + word();
    }

    /** @throws IllegalArgumentException that tells what there is */
    public static ExportFormat named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be of csv and parquet"));
    }
}
