package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValuePatternTest {
    @ParameterizedTest
    @CsvSource({
        "eebbd0f.875.myftpupload.com, *.*.myftpupload.com",
        "shop.myftpupload.com, *.myftpupload.com",
        "api.eu.example.com, *.eu.example.com",
        "10.0.12.7, <ip>",
        "10.0.12.7:8080, <ip>:<n>",
        "/order/12345/items, /order/<n>/items",
        "123e4567-e89b-12d3-a456-426614174000, <uuid>",
        "cache-warm-1718000000, cache-warm-<epoch-s>",
        "user@example.com, <e-mail>",
        "deadbeef01234567, <hex>",
        "GET, GET"
    })
    void valuesOfTheSameKindShareATemplate(String value, String template) {
        assertThat(ValuePattern.template(value)).isEqualTo(template);
    }

    @Test
    void theTopTemplateIsThatOfMostValuesAndExamplesAreTheOldest() {
        ValuePattern.Tally tally = ValuePattern.tally(Map.of(
                "a.1.x.com",
                3.0,
                "b.2.x.com",
                1.0,
                "c.3.x.com",
                2.0,
                "health",
                0.0,
                "d.4.x.com",
                4.0,
                "e.5.x.com",
                5.0));
        assertThat(tally.top()).isEqualTo("*.*.x.com");
        assertThat(tally.examples()).containsExactly("health", "b.2.x.com", "c.3.x.com", "a.1.x.com", "d.4.x.com");
    }

    /** Ten replicas that show one value show one value. */
    @Test
    void valuesOfSeveralProcessesAreNotCountedTwice() {
        ValuePattern.Tally one = ValuePattern.tally(Map.of("Jane Doe 1", 1.0, "Jane Doe 2", 2.0));
        ValuePattern.Tally merged = ValuePattern.Tally.merge(java.util.Collections.nCopies(10, one));
        assertThat(merged.top()).isEqualTo("Jane Doe <n>");
        assertThat(merged.topValues()).isEqualTo(2);
    }
}
