package dev.culprit.report.remedy;

import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.Finding.Saving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a remedy is chosen and written for.
 *
 * @param labels of one group
 * @param metrics that the group multiplies, the heaviest first
 * @param saving null where nothing proves that the group costs anything
 */
public record LabelUse(
        List<String> labels, List<String> metrics, @Nullable Saving saving) {
    static LabelUse of(Culprit culprit) {
        return new LabelUse(culprit.labels(), culprit.metrics(), culprit.saving());
    }
}
