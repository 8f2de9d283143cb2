package dev.culprit.report.data;

import java.util.Arrays;
import java.util.Locale;

/** What people are shown of label values, on the page, in mail and on the console. */
public enum ShownValues {
    /** What looks personal is masked. */
    MASKED,
    ALL;

    /** @throws IllegalArgumentException that tells what there is */
    public static ShownValues named(String word) {
        return Arrays.stream(values())
                .filter(shown -> shown.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be masked or all"));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The data as people are shown them. */
    public ReportData of(ReportData data) {
        return switch (this) {
            case MASKED -> Redaction.withoutPersonalValues(data);
            case ALL -> data;
        };
    }
}
