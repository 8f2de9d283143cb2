package dev.culprit.report.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.culprit.report.page.ReportPage.Term;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The words of the report and what they mean, of {@code glossary.json}; docs/glossary.md says the same, and more of each. */
final class Glossary {
    private Glossary() {}

    /**
     * @param meaning one sentence, or two
     * @param onPage whether the page itself uses the word
     */
    record Entry(String term, String meaning, boolean onPage) {}

    static List<Entry> all() {
        try (InputStream in = Glossary.class.getResourceAsStream("glossary.json")) {
            return new ObjectMapper()
                    .readValue(Objects.requireNonNull(in, "glossary.json"), new TypeReference<List<Entry>>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException("glossary.json", failure);
        }
    }

    /** Those that the page uses. */
    static List<Term> ofPage() {
        return all().stream()
                .filter(Entry::onPage)
                .map(entry -> new Term(entry.term(), entry.meaning()))
                .toList();
    }
}
