package dev.culprit.tsdb.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culprit.tsdb.otlp.Metric;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OtlpNamesTest {
    @ParameterizedTest
    @CsvSource({
        "http.server.request.duration, s,      HISTOGRAM, http_server_request_duration_seconds",
        "container.memory.working_set, By,     GAUGE,     container_memory_working_set_bytes",
        "jvm.cpu.recent_utilization,   1,      GAUGE,     jvm_cpu_recent_utilization_ratio",
        "http.requests,                {call}, SUM,       http_requests_total",
        "requests_total,               '',     SUM,       requests_total",
        "total.bytes,                  By,     SUM,       bytes_total",
        "disk.io,                      By/s,   GAUGE,     disk_io_bytes_per_second",
        "system.network.io,            packets, SUM,      system_network_io_packets_total",
        "system.network.packets,       packets, SUM,      system_network_packets_total",
        "disk.size,                    TiBy,   GAUGE,     disk_size_tibibytes",
        "disk.size,                    TBy,    GAUGE,     disk_size_terabytes",
        "load,                         kg,     GAUGE,     load_kg",
        "rain,                         kg/fortnight, SUM, rain_kg_per_fortnight_total",
        "rate,                         {call}/s, GAUGE,   rate_per_second",
        "rate,                         1/s,    GAUGE,     rate_per_second",
        "rate,                         s/{call}, GAUGE,   rate_seconds",
        "light,                        cd.m-2, GAUGE,     light_cd_m_2",
        "angle,                        °,      GAUGE,     angle",
        "hit.ratio.cache,              1,      GAUGE,     hit_cache_ratio",
        "hits,                         1,      SUM,       hits_total",
        "total.total.hits,             '',     SUM,       hits_total",
        "9lives,                       '',     GAUGE,     _9lives",
        "a:b--c,                       '',     GAUGE,     a:b_c"
    })
    void metrics(String name, String unit, Metric.Type type, String expected) {
        Metric metric = new Metric(name, unit, "", type, false, type == Metric.Type.SUM, false, List.of());
        assertThat(OtlpNames.metric(metric, false)).isEqualTo(expected);
        assertThat(OtlpNames.metric(metric, true)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"http.route, http_route", "0, key_0", "ünit, _nit"})
    void labels(String attribute, String expected) {
        assertThat(OtlpNames.label(attribute)).isEqualTo(expected);
    }
}
