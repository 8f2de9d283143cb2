package dev.culprit.model.finding;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the new values of a label group look like. They can be personal data.
 *
 * @param valuePattern the values' common shape, {@code *.*.myftpupload.com}
 * @param examples of the values
 * @param patternValues how many different values have that shape, at the least; null in rows that were written before there was
 *     this column
 */
public record LabelValues(
        String valuePattern,
        List<String> examples,
        @Nullable Long patternValues) implements Serializable {
    public LabelValues(String valuePattern, List<String> examples) {
        this(valuePattern, examples, null);
    }
}
