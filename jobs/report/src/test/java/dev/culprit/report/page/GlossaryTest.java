package dev.culprit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import dev.culprit.report.page.Glossary.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The words that the page explains are those of docs/glossary.md, in the same words. */
final class GlossaryTest {
    private static final Path DOCS = Path.of("../../docs/glossary.md");

    @Test
    void theDocumentSaysTheSameOfEveryTerm() throws IOException {
        String document = Files.readString(DOCS).replaceAll("\\s+", " ");
        assertThat(Glossary.all())
                .isNotEmpty()
                .allSatisfy(
                        entry -> assertThat(document).contains("**%s**: %s".formatted(entry.term(), entry.meaning())));
    }

    @Test
    void theDocumentExplainsNothingElse() throws IOException {
        assertThat(Files.readAllLines(DOCS).stream()
                        .filter(line -> line.startsWith("**"))
                        .map(line -> line.substring(2, line.indexOf("**: "))))
                .containsExactlyElementsOf(
                        Glossary.all().stream().map(Entry::term).toList());
    }

    @Test
    void termsAreInTheOrderOfTheAlphabet() {
        assertThat(Glossary.all())
                .extracting(entry -> entry.term().toLowerCase(Locale.ROOT))
                .isSorted();
    }

    @Test
    void thePageExplainsTheWordsThatItUses() {
        String html = Reports.html(Reports.data(Findings.labelLeak()));
        assertThat(Glossary.ofPage())
                .hasSizeBetween(10, 20)
                .allSatisfy(term -> assertThat(html).contains("<dt>" + term.term() + "</dt><dd>"));
    }
}
