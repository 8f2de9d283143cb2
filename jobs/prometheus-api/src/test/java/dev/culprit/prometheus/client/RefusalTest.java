package dev.culprit.prometheus.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say, in their own words. */
final class RefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TOO_BIG  | 422 | query processing would load too many samples into memory in query execution
            TOO_BIG  | 422 | expanding series: context deadline exceeded
            TOO_BIG  | 400 | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution
            TOO_BIG  | 503 | query timed out in expression evaluation
            TOO_BIG  | 422 | the query hit the max number of series limit (limit: 100000 series)
            TOO_BIG  | 422 | the number of matching timeseries exceeds 30000; either narrow down the search or increase -search.max*
            TOO_BIG  | 500 | rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5242881 vs. 4194304)
            TOO_BIG  | 413 | Request Entity Too Large
            TOO_BIG  | 504 | upstream request timeout
            TOO_FAST | 429 | too many outstanding requests
            TOO_FAST | 422 | Throttling: Rate exceeded
            TOO_FAST | 503 | Service Unavailable
            TOO_FAST | 502 | Bad Gateway
            FAILED   | 400 | unexpected left brace inside braces
            FAILED   | 422 | error when executing query: unparsed data
            FAILED   | 401 | no org id
            FAILED   | 403 | User is not authorized to perform: aps:QueryMetrics
            """)
    void byStatusAndWords(Refusal refusal, int status, String words) {
        assertThat(Refusal.of(status, words)).isEqualTo(refusal);
    }
}
