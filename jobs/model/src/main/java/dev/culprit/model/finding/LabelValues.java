package dev.culprit.model.finding;

import java.io.Serializable;
import java.util.List;

/**
 * What the new values of a label group look like. They can be personal data.
 *
 * @param valuePattern the values' common shape, {@code *.*.myftpupload.com}
 * @param examples of the values
 */
public record LabelValues(String valuePattern, List<String> examples) implements Serializable {}
