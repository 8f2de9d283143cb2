package dev.culprit.prometheus.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.culprit.cloudwatch.standin.promql.CollectorLabels;
import dev.culprit.cloudwatch.standin.promql.PromqlStandIn;
import dev.culprit.cloudwatch.standin.promql.ServiceLimits;
import dev.culprit.model.Period;
import dev.culprit.tsdb.targets.SubjectLabels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look each hour and one whole day tell of all moments, beside a look at them. */
final class MomentForecastTest {
    private static final Instant BEGIN = Instant.parse("2026-11-16T00:00:00Z");
    private static final int DAYS = 2;
    private static final Period PERIOD = new Period(BEGIN, BEGIN.plus(Duration.ofDays(DAYS)));
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    /** Within the five minutes that a moment looks back. */
    private static final long SCRAPES = Duration.ofMinutes(4).toMillis();

    private static final Percentage CLOSE = Percentage.withPercentage(2);

    private PromqlStandIn service;

    @BeforeEach
    void logIn() {
        System.setProperty("aws.accessKeyId", PromqlStandIn.USER);
        System.setProperty("aws.secretAccessKey", PromqlStandIn.SECRET);
        service = PromqlStandIn.cloudWatch("us-west-2", ServiceLimits.CLOUDWATCH.withPace(1_000, 1_000, 30), 0);
    }

    @AfterEach
    void close() {
        service.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void show(String metric, int series, long from, long to) {
        CollectorLabels around = new CollectorLabels("eks", "web", "shop", "shop-0", "app", "1.3", "receiver");
        service.store()
                .series(around.around(Map.of("__name__", metric, "path", "/" + series)))
                .repeat(from, to, SCRAPES, 1, null);
    }

    private void always(String metric) {
        for (int series = 0; series < 40; series++) {
            show(metric, series, BEGIN.toEpochMilli(), PERIOD.to().toEpochMilli() - 1);
        }
    }

    /** One each twenty minutes, that stays until the end. */
    private void ramp() {
        long step = Duration.ofMinutes(20).toMillis();
        int series = 0;
        for (long at = BEGIN.toEpochMilli(); at < PERIOD.to().toEpochMilli(); at += step) {
            show("shop_requests_total", series++, at, PERIOD.to().toEpochMilli() - 1);
        }
    }

    /** Twenty from ten past each hour until ten to the next: no hour shows one of them. */
    private void withinHours() {
        long minute = Duration.ofMinutes(1).toMillis();
        int series = 0;
        for (long at = BEGIN.toEpochMilli(); at < PERIOD.to().toEpochMilli(); at += 60 * minute) {
            show("shop_jobs_total", 0, at, at + 60 * minute - 1);
            for (int i = 0; i < 20; i++) {
                show("shop_jobs_total", ++series, at + 10 * minute, at + 50 * minute);
            }
        }
    }

    private MetricLook look(Period period, Duration step) {
        return MetricLook.at(MetricLookTest.client(service), period, SubjectLabels.DEFAULT, step, LATER);
    }

    private MomentForecast forecast() {
        Period day = new Period(BEGIN.plus(Duration.ofDays(DAYS - 1)), PERIOD.to());
        return new MomentForecast(look(PERIOD, Duration.ofHours(1)), look(day, QUARTER), 4);
    }

    private long taken() {
        MetricLook all = look(PERIOD, QUARTER);
        return all.samples() + all.samplesToAsk();
    }

    @Test
    void whatNeverChangesIsCountedAndAskedForAtTheEndsOfEachDay() {
        always("shop_entries");
        MomentForecast forecast = forecast();
        // On all days but the first, an hour before the day as well.
        long ofAllMoments = 40L * (96 * DAYS + 4 * (DAYS - 1));
        long taken = taken();
        assertThat(forecast.samples()).isCloseTo(taken, CLOSE);
        assertThat(taken).isEqualTo(ofAllMoments + 2 * 40 * DAYS);
        assertThat(forecast.samplesAtMost())
                .as("each may be missing in between")
                .isGreaterThan(2 * ofAllMoments);
    }

    @Test
    void whatGrows() {
        always("shop_total");
        ramp();
        assertTold();
    }

    @Test
    void whatComesAndGoesWithinAnHourIsToldByTheOneDay() {
        withinHours();
        assertTold();
    }

    /** Forty from ten past each hour until half past, of a metric that no hour has seen. */
    @Test
    void whatNoHourSees() {
        always("shop_total");
        long minute = Duration.ofMinutes(1).toMillis();
        for (long at = BEGIN.toEpochMilli(); at < PERIOD.to().toEpochMilli(); at += 60 * minute) {
            for (int i = 0; i < 40; i++) {
                show("cron_total", (int) (at / minute % 100_000) * 40 + i, at + 10 * minute, at + 41 * minute);
            }
        }
        assertTold();
    }

    /** One hour has by chance seen one of thirty on the one day, which are there always on the others. */
    @Test
    void isToldAboutNoMoreThanAtMost() {
        long minute = Duration.ofMinutes(1).toMillis();
        long day = PERIOD.to().minus(Duration.ofDays(1)).toEpochMilli();
        for (int i = 0; i < 30; i++) {
            show("job_total", i, BEGIN.toEpochMilli(), day - 60 * minute - 1);
        }
        show("job_total", 30, day + 178 * minute, day + 181 * minute);
        for (long at = day; at < PERIOD.to().toEpochMilli(); at += 60 * minute) {
            for (int i = 0; i < 30; i++) {
                show("job_total", (int) (at / minute % 100_000) * 40 + i, at + 10 * minute, at + 50 * minute);
            }
        }
        always("shop_entries");
        MomentForecast forecast = forecast();
        assertThat(forecast.samples()).isLessThanOrEqualTo(forecast.samplesAtMost());
        assertThat(forecast.samplesAtMost()).isGreaterThanOrEqualTo(taken());
    }

    private void assertTold() {
        MomentForecast forecast = forecast();
        long taken = taken();
        assertThat(forecast.samples()).isCloseTo(taken, CLOSE);
        assertThat(forecast.samplesAtMost()).isGreaterThanOrEqualTo(taken);
    }

    @Test
    void allMomentsOfASingleDayTellExactly() {
        always("shop_entries");
        ramp();
        MetricLook all = look(new Period(BEGIN, BEGIN.plus(Duration.ofDays(1))), QUARTER);
        MomentForecast forecast = new MomentForecast(all, all, 1);
        assertThat(forecast.samples()).isCloseTo(all.samples() + all.samplesToAsk(), within(1L));
    }
}
