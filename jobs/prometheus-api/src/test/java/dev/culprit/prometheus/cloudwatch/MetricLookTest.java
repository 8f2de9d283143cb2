package dev.culprit.prometheus.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culprit.cloudwatch.standin.promql.CollectorLabels;
import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.ServiceLimits;
import dev.culprit.model.CulpritException;
import dev.culprit.model.Period;
import dev.culprit.prometheus.client.PrometheusClient;
import dev.culprit.prometheus.server.Credentials;
import dev.culprit.prometheus.server.PrometheusServer;
import dev.culprit.prometheus.server.QueryLimits;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first look at CloudWatch: whole, or said not to be. */
final class MetricLookTest {
    private static final Instant BEGIN = Instant.parse("2026-11-16T00:00:00Z");
    private static final Period DAY = new Period(BEGIN, BEGIN.plus(Duration.ofDays(1)));
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);
    private static final int METRICS = 8;

    private PromqlStandIn service;

    @BeforeEach
    void logIn() {
        System.setProperty("aws.accessKeyId", PromqlStandIn.USER);
        System.setProperty("aws.secretAccessKey", PromqlStandIn.SECRET);
    }

    @AfterEach
    void close() {
        service.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private MetricLook look(ServiceLimits limits, Duration clamp) {
        service = PromqlStandIn.cloudWatch("us-west-2", limits, 0);
        CollectorLabels around = new CollectorLabels("eks", "web", "shop", "shop-0", "app", "1.3", "receiver");
        for (int metric = 0; metric < METRICS; metric++) {
            for (int series = 0; series < 3; series++) {
                service.store()
                        .series(around.around(Map.of("__name__", "shop_" + metric, "path", "/" + series)))
                        .repeat(BEGIN.toEpochMilli(), DAY.to().toEpochMilli() - 1, 30_000, 1, null);
            }
        }
        if (!clamp.isZero()) {
            service.habits().clampTo(clamp);
        }
        return MetricLook.at(client(service), DAY, SubjectLabels.DEFAULT, Duration.ofHours(1), LATER);
    }

    /** Of the cluster {@code eks}, as fast as a test likes. */
    static PrometheusClient client(PromqlStandIn service) {
        return PrometheusClient.of(new PrometheusServer(
                "eks",
                service.url(),
                new Credentials.AwsSignature("us-west-2", Credentials.CLOUDWATCH, null, null),
                Map.of(),
                Map.of("@resource.k8s.cluster.name", "eks"),
                null,
                QueryLimits.CLOUDWATCH.withPace(10_000, 2)));
    }

    @Test
    void whatThereIs() {
        MetricLook look = look(ServiceLimits.CLOUDWATCH, Duration.ZERO);
        assertThat(look.targets().all()).hasSize(1);
        assertThat(look.samples()).isEqualTo(METRICS * 3 * 24L);
        assertThat(look.samplesToAsk()).as("few").isEqualTo(look.samples());
    }

    @Test
    void moreNamesThanAListHas() {
        assertThatThrownBy(() -> look(ServiceLimits.CLOUDWATCH.withDiscovered(5), Duration.ZERO))
                .isInstanceOf(CulpritException.class)
                .hasMessageStartingWith("environment eks: ")
                .hasMessageContaining("the list of metrics is not whole: warning: results truncated");
    }

    @Test
    void aServiceThatLooksAtTheEndOfATimeAlone() {
        assertThatThrownBy(() -> look(ServiceLimits.CLOUDWATCH, Duration.ofHours(10)))
                .isInstanceOf(CulpritException.class)
                .hasMessageContaining("the server answers a part of the time alone, without a word: nothing from ");
    }
}
