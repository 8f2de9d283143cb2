package dev.culprit.cloudwatch.standin;

import static dev.culprit.cloudwatch.standin.Operation.GET_METRIC_DATA;
import static dev.culprit.cloudwatch.standin.Served.LIMIT;
import static dev.culprit.cloudwatch.standin.Served.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.Billing.Asked;
import dev.culprit.cloudwatch.standin.Fault.Alteration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BillingTest {
    private static final Series REQUEST =
            Series.of("ContainerInsights", "container_memory_request", "ClusterName", "prod");

    @RegisterExtension
    final Served served = new Served();

    @Test
    void upToFiveStatisticsOfAMetricAreBilledOnce() {
        served.call(call -> call.metricDataQueries(
                Clients.query("a", LIMIT, "Average", 60),
                Clients.query("b", LIMIT, "Sum", 60),
                Clients.query("c", LIMIT, "Minimum", 60),
                Clients.query("d", LIMIT, "Maximum", 60),
                Clients.query("e", LIMIT, "SampleCount", 60),
                Clients.query("f", REQUEST, "Average", 60)));
        assertThat(served.standIn.billing().metrics()).isEqualTo(2);

        served.call(call -> call.metricDataQueries(
                Clients.query("a", LIMIT, "Average", 60),
                Clients.query("b", LIMIT, "Sum", 60),
                Clients.query("c", LIMIT, "Minimum", 60),
                Clients.query("d", LIMIT, "Maximum", 60),
                Clients.query("e", LIMIT, "SampleCount", 60),
                Clients.query("f", LIMIT, "Average", 300)));
        assertThat(served.standIn.billing().metrics()).isEqualTo(4);
    }

    @Test
    void everyPageIsBilled() {
        served.minutes(LIMIT, 3);
        String token = served.call(call -> call.maxDatapoints(2)).nextToken();
        served.call(call -> call.maxDatapoints(2).nextToken(token));

        assertThat(served.standIn.billing().metrics()).isEqualTo(2);
        assertThat(served.standIn.billing().points()).isEqualTo(3);
    }

    @Test
    void errorsAreCountedAndNotBilled() {
        served.standIn.faults().next(GET_METRIC_DATA, Fault.throttling()).on(GET_METRIC_DATA, 2, Fault.notFoundPage());

        assertThatThrownBy(() -> served.call(call -> {})).hasMessageContaining("Rate exceeded");
        assertThatThrownBy(() -> served.call(call -> {})).hasMessageContaining("404");
        assertThatThrownBy(() -> served.call(call -> call.maxDatapoints(0))).hasMessageContaining("MaxDatapoints");
        served.call(call -> {});

        assertThat(served.standIn.billing().calls())
                .extracting(Billing.Call::status)
                .containsExactly(400, 404, 400, 200);
        assertThat(served.standIn.billing().requests(GET_METRIC_DATA)).isEqualTo(4);
        assertThat(served.standIn.billing().answered(GET_METRIC_DATA)).isEqualTo(1);
        assertThat(served.standIn.billing().metrics()).isEqualTo(1);
    }

    @Test
    void alteredAnswersAreBilledAndTold() {
        Fault internalError = Fault.altered(Alteration.INTERNAL_ERROR);
        served.standIn.faults().next(GET_METRIC_DATA, internalError);

        served.call(call -> {});
        served.call(call -> {});

        assertThat(served.standIn.billing().metrics()).isEqualTo(2);
        assertThat(served.standIn.billing().calls())
                .extracting(Billing.Call::fault)
                .containsExactly(internalError, null);
    }

    @Test
    void tellsWhatWasAskedOfWhom() {
        served.call(call -> call.metricDataQueries(Clients.query("x", LIMIT, "Maximum", 300)));

        assertThat(served.standIn.billing().of(CloudWatchStandIn.USER).asked())
                .containsExactly(new Asked(LIMIT, "Maximum", 300, at("10:00"), at("11:00")));
        assertThat(served.standIn.billing().of("AKIAOTHER").asked()).isEmpty();
        served.standIn.billing().clear();
        assertThat(served.standIn.billing().calls()).isEmpty();
    }
}
