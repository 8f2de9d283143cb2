package dev.culprit.analysis.births;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.analysis.PatternWork;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValueTemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Kubernetes
                "cart-6f7d9c5b6f4-k2x8p                    | cart-<hex>-<pod>",
                "cart-7d9c5b6f4-k2x8p                      | cart-<replicaset>-<pod>",
                "cart-f7lg9hx4-jx3zn                       | cart-<replicaset>-<pod>",
                "wp-proxy-7d9c5b6f4-m4v9q                  | wp-proxy-<replicaset>-<pod>",
                "cart-7d9c5b6f4                            | cart-<replicaset>",
                "fluentd-x7k2p                             | fluentd-<pod>",
                "fluentd-bkcwz                             | fluentd-<pod>",
                "web-0                                     | web-<n>",
                "cart-items                                | cart-items",
                "payment-gateway-check                     | payment-gateway-check",
                "report-28571040                           | report-<epoch-min>",
                "report-28571040-x7k2p                     | report-<epoch-min>-<pod>",
                "cache-warm-1718000000                     | cache-warm-<epoch-s>",
                "cache-warm-1718000000123                  | cache-warm-<epoch-ms>",
                // host names
                "eebbd0f.875.myftpupload.com               | *.*.myftpupload.com",
                "shop.myftpupload.com                      | *.myftpupload.com",
                "api.eu.example.com                        | *.eu.example.com",
                "db-0.db.svc.cluster.local:5432            | *.db.svc.cluster.local:5432",
                "ip-10-0-12-7.eu-west-1.compute.internal   | *.*.compute.internal",
                "10.0.12.7                                 | <ip>",
                "10.0.12.7:8080                            | <ip>:<n>",
                "2001:db8:0:0:1:0:0:1                      | <ip>",
                // people, paths and ids
                "user@example.com                          | <e-mail>",
                "/order/12345/items                        | /order/<n>/items",
                "/order/12345678/items                     | /order/<n>/items",
                "/v2/orders/8f3a0b1c/lines/17?page=3       | /v<n>/orders/<hex>/lines/<n>?page=<n>",
                "https://shop.example.com/order/77         | https://shop.example.com/order/<n>",
                "123e4567-e89b-12d3-a456-426614174000      | <uuid>",
                "tenant-123e4567-e89b-12d3-a456-426614174000 | tenant-<uuid>",
                "deadbeef01234567                          | <hex>",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV                | <id>",
                "sess_k2x8p                                | sess_<id>",
                // versions, times and numbers
                "1.14.2                                    | <version>",
                "v1.14.2-rc.1                              | <version>",
                "v1.14                                     | <version>",
                "shop-1.2.3.jar                            | shop-<version>.jar",
                "shop:1.2.3-SNAPSHOT                       | shop:<version>",
                "2026-11-29                                | <date>",
                "20261129                                  | <date>",
                "backup-20261129                           | backup-<date>",
                "/2026/11/29/log                           | /<date>/log",
                "2026-11-29T06:09:13Z                      | <time>",
                "12345678                                  | <n>",
                "4815162342                                | <n>",
                "0.25                                      | <n>",
                "-12.5                                     | <n>",
                "1e-05                                     | <n>",
                "12.5ms                                    | <n>ms",
                // words stay
                "GET                                       | GET",
                "Not Found                                 | Not Found",
                "utf8                                      | utf<n>",
                "eu-west-1a                                | eu-west-<n>a",
                "x86_64                                    | x<n>_<n>",
                "naïve                                     | naïve"
            })
    void whatVariesByNatureIsMaskedAndWordsStay(String value, String template) {
        assertThat(ValueTemplate.of(value)).isEqualTo(template);
    }

    @Test
    void patternsReadInProportionToLength() {
        List<Pattern> patterns =
                new ArrayList<>(List.of(ValueTemplate.REPLICA_SET_POD, ValueTemplate.REPLICA_SET, ValueTemplate.POD));
        ValueTemplate.MASKS.forEach(mask -> patterns.add(mask.pattern()));
        for (Pattern pattern : patterns) {
            PatternWork.assertInProportionToLength(pattern, matcher -> {
                while (matcher.find()) {}
            });
        }
        PatternWork.assertInProportionToLength(ValueTemplate.HOST, Matcher::matches);
    }

    @Test
    void theLongestValuesHaveATemplateThatCanBeRead() {
        assertThat(PatternWork.longest())
                .allSatisfy(value ->
                        assertThat(ValueTemplate.of(value)).isNotEmpty().hasSizeLessThan(4096));
    }
}
