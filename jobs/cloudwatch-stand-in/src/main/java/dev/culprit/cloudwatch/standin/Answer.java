package dev.culprit.cloudwatch.standin;

import dev.culprit.cloudwatch.standin.Billing.Asked;
import java.util.List;

/**
 * A successful answer.
 *
 * @param metrics billed
 * @param points in the body
 */
record Answer(byte[] body, int metrics, int points, List<Asked> asked) {
    static Answer of(byte[] body) {
        return new Answer(body, 0, 0, List.of());
    }
}
