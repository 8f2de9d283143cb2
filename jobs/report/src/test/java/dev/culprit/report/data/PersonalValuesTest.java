package dev.culprit.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            anna.b@example.org                  | a***@e***.org
            Anna+news@mail.example.co.uk        | A***@m***.uk
            /reset?mail=x%40y.de                | /reset?mail=x***
            <mailto:jo@example.com>             | <mailto:j***@e***.com>
            /search?user=anna&page=2            | /search?user=a***&page=2
            {user="anna",code="200"}            | {user="a***",code="200"}
            session:user:anna                   | session:user:a***
            203.0.113.7                         | 203.***
            203.0.113.7:8443                    | 203.***:8443
            +49 30 1234567                      | +4***
            +1-555-0100-222                     | +1***
            0171-2345678                        | 0***
            (555) 123-4567                      | (5***
            /orders/4815162342                  | /orders/4***
            customer-48151623                   | customer-4***
            Jane Doe 12                         | J*** 12
            by Anna Maria Smith                 | by A***
            """)
    void whatLooksPersonalKeepsItsBeginning(String value, String shown) {
        assertThat(PersonalValues.masked(List.of("path"), value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a3f9.x1.myftpupload.com",
                "*@*.org",
                "*@example.org",
                "user=*",
                "<n>-<n>",
                "10.1.2.3:9090",
                "192.168.0.1",
                "172.16.5.4",
                "300.1.2.3",
                "1.22.3",
                "checkout-7d9c5b6f4-c8n2s",
                "2026-11-16",
                "tenant-42",
                "Not Found",
                "G1 Eden Space",
                "Mobile Safari",
                "Checkout",
                "useragent=curl",
                "/api/v1/orders/4711",
                ""
            })
    void whatDoesNotStaysAsItIs(String value) {
        assertThat(PersonalValues.masked(List.of("path"), value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"user,anna,a***", "db_user,anna,a***", "userId,4711,4***", "email,a@b.org,a***@b***.org"})
    void whatALabelOfPeopleHoldsIsSomebodys(String label, String value, String shown) {
        assertThat(PersonalValues.masked(List.of("code", label), value)).isEqualTo(shown);
        assertThat(PersonalValues.masked(List.of("user_agent"), "curl")).isEqualTo("curl");
    }

    @Test
    void aNameThatHasATechnicalWordIsAName() {
        assertThat(PersonalValues.masked(List.of("path"), "Neil Young")).isEqualTo("N***");
        assertThat(PersonalValues.masked(List.of("path"), "Eden Space")).isEqualTo("Eden Space");
        assertThat(PersonalValues.masked(List.of("path"), "Not Found")).isEqualTo("Not Found");
    }

    @Test
    void longHostileValuesTakeNoTime() {
        String evil = "a.".repeat(20_000) + "@" + "b.1".repeat(20_000) + "0 1".repeat(20_000) + "user=".repeat(20_000);
        assertThat(PersonalValues.masked(List.of("user"), evil)).isNotEmpty();
    }
}
