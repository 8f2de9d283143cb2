package dev.culprit.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricFamilyTest {
    @ParameterizedTest
    @CsvSource({
        "x_total,          counter,        x_total",
        "x_created,        counter,        x_total",
        "x,                counter,        x",
        "x_count,          counter,        x_count",
        "x_bucket,         histogram,      x",
        "x_sum,            histogram,      x",
        "x_count,          histogram,      x",
        "x_created,        histogram,      x",
        "x_total,          histogram,      x_total",
        "x,                summary,        x",
        "x_sum,            summary,        x",
        "x_count,          summary,        x",
        "x_created,        summary,        x",
        "x_bucket,         gaugehistogram, x",
        "x_gsum,           gaugehistogram, x",
        "x_gcount,         gaugehistogram, x",
        "x_info,           info,           x",
        "x,                stateset,       x",
        "x_created,        gauge,          x_created",
        "x_total,          unknown,        x_total",
        "x_bucket,         unknown,        x_bucket",
        "_total,           counter,        _total",
        "_created,         counter,        _created",
    })
    void belongsTo(String sample, String type, String family) {
        assertThat(MetricFamily.of(sample, type)).isEqualTo(family);
    }
}
