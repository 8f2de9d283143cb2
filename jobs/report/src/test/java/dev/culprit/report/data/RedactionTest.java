package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.model.finding.Finding;
import dev.culprit.model.finding.Finding.Culprit;
import dev.culprit.model.finding.LabelValues;
import dev.culprit.report.Findings;
import dev.culprit.report.Reports;
import dev.culprit.report.data.Coverage.Unread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {
    @Test
    void theOutlineOfAValueStays() {
        assertThat(Redaction.mask("Müller-42@example.com/ä😀")).isEqualTo("xxxxxx-00@xxxxxxx.xxx/xx");
    }

    @Test
    void examplesAreMaskedAndSoAreTheyInSentences() {
        Finding masked = redacted(Findings.labelLeak());
        assertThat(masked.culprits().get(0).values().examples()).contains("x0x0.x0.xxxxxxxxxxx.xxx");
        assertThat(masked.culprits().get(0).values().valuePattern()).isEqualTo("*.*.myftpupload.com");
        assertThat(masked.evidence().get(2).text())
                .isEqualTo("98 % of all births in live processes came with a new value of these labels, such as"
                        + " x0x0.x0.xxxxxxxxxxx.xxx.");
        assertThat(masked.evidence().get(0))
                .isEqualTo(Findings.labelLeak().evidence().get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Bebefi Gopule <n>            | 1000 | xxxxxxxxxxxxxx<n>
            jane.doe-<n>@example.com     | 1000 | xxxx.xxx-<n>@xxxxxxx.xxx
            anna.smith/<uuid>            | 1000 | xxxx.xxxxx/<uuid>
            12 Elm Street, Flat <n>      | 1000 | 00xxxxxxxxxxx,xxxxxx<n>
            /users/anna/orders/<n>       | 1000 | /users/xxxx/orders/<n>
            /home/Anna/<n>               | 1000 | /home/xxxx/<n>
            /orders/anna.smith/<n>       | 1000 | /orders/xxxx.xxxxx/<n>
            /orders/<n>/items            |   10 | /orders/<n>/items
            /orders/<n>/items            |    9 | /xxxxxx/<n>/xxxxx
            /orders/<n>/items            |      | /xxxxxx/<n>/xxxxx
            *.*.myftpupload.com          |   10 | *.*.myftpupload.com
            *.*.myftpupload.com          |    2 | *.*.xxxxxxxxxxx.xxx
            cache-warm-<epoch-s>         |   50 | xxxxx-xxxx-<epoch-s>
            """)
    void aPatternShowsWhatManyValuesShareAndNobodysName(String pattern, Long count, String shown) {
        Culprit hosts = Findings.hostLabels();
        LabelValues values = new LabelValues(pattern, List.of("other"), count);
        Finding finding = Findings.labelLeak(new Culprit(
                hosts.labels(),
                hosts.metrics(),
                hosts.confidence(),
                hosts.since(),
                1,
                1,
                1,
                null,
                values,
                hosts.saving()));
        Finding masked = redacted(finding);
        assertThat(masked.culprits().get(0).values().valuePattern()).isEqualTo(shown);
    }

    @Test
    void aPatternThatIsAValueIsMasked() {
        Culprit hosts = Findings.hostLabels();
        Culprit single = new Culprit(
                hosts.labels(),
                hosts.metrics(),
                hosts.confidence(),
                hosts.since(),
                1,
                1,
                1,
                null,
                new LabelValues("jane.doe@example.com", List.of("other")),
                hosts.saving());
        assertThat(redacted(Findings.labelLeak(single))
                        .culprits()
                        .get(0)
                        .values()
                        .valuePattern())
                .isEqualTo("xxxx.xxx@xxxxxxx.xxx");
    }

    @Test
    void onlyWhatLooksPersonalIsMaskedForReaders() {
        Culprit mails = Findings.hostLabels(List.of("anna.b@example.org", "ben@example.org", "nobody"));
        Finding shown = ShownValues.MASKED
                .of(Reports.data(Findings.labelLeak(mails)))
                .findings()
                .get(0)
                .finding();
        assertThat(shown.culprits().get(0).values())
                .isEqualTo(new LabelValues(
                        "*.*.myftpupload.com", List.of("a***@e***.org", "b***@e***.org", "nobody"), 1200L));
        assertThat(shown.evidence().get(2).text())
                .isEqualTo("98 % of all births in live processes came with a new value of these labels, such as"
                        + " a***@e***.org.");
        assertThat(ShownValues.MASKED.of(Reports.data(Findings.labelLeak())))
                .isEqualTo(Reports.data(Findings.labelLeak()));
        assertThat(ShownValues.ALL.of(Reports.data(Findings.labelLeak(mails))))
                .isEqualTo(Reports.data(Findings.labelLeak(mails)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            customer | Jane Doe <n>              | xxxxxxxxx<n>
            path     | jane.doe-<n>@example.com  | xxxx.xxx-<n>@xxxxxxx.xxx
            user     | jane-<n>                  | xxxx-<n>
            user     | *                         | *
            path     | *@example.org             | *@example.org
            path     | /orders/<n>/items         | /orders/<n>/items
            pod      | cache-warm-<epoch-s>      | cache-warm-<epoch-s>
            reason   | Not Found <n>             | Not Found <n>
            """)
    void readersSeeNoPersonInAPattern(String label, String pattern, String shown) {
        Culprit hosts = Findings.hostLabels();
        Finding finding = Findings.labelLeak(new Culprit(
                List.of(label),
                hosts.metrics(),
                hosts.confidence(),
                hosts.since(),
                1,
                1,
                1,
                null,
                new LabelValues(pattern, List.of("other"), 1000L),
                hosts.saving()));
        assertThat(ShownValues.MASKED
                        .of(Reports.data(finding))
                        .findings()
                        .get(0)
                        .finding()
                        .culprits()
                        .get(0)
                        .values()
                        .valuePattern())
                .isEqualTo(shown);
    }

    @Test
    void linesThatReasonsQuoteAreMasked() {
        ReportData plain = Reports.data(Findings.plateau());
        Coverage coverage = new Coverage(
                1,
                1,
                0,
                0,
                0,
                List.of(),
                List.of(
                        new Unread("prod", "a", "line 3", "no value in 'm{user=\"jane\"}'", 1),
                        new Unread("prod", "b", "line 9", "no value in 'm{user=\"john\"}'", 2)));
        assertThat(Redaction.redact(new ReportData(
                                plain.period(), plain.findings(), Map.of(), Map.of(), Map.of(), coverage, List.of()))
                        .coverage()
                        .unread())
                .containsExactly(new Unread("prod", "a", "line 3", "no value in 'x{xxxx=\"xxxx\"}'", 3));
    }

    private static Finding redacted(Finding finding) {
        return Redaction.redact(Reports.data(finding)).findings().get(0).finding();
    }
}
