package dev.culprit.analysis.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "envoy_cluster_upstream_rq_total, ENVOY",
        "istio_requests_total, ENVOY",
        "jvm_memory_used_bytes, JVM",
        "nodejs_heap_size_used_bytes, NODE",
        "python_info, PYTHON",
        "erlang_vm_process_count, ERLANG",
        "ruby_gc_stat, RUBY",
        "rubyvm_global_constant_state, RUBY",
        "process_runtime_dotnet_gc_collections_count, DOTNET",
        "go_goroutines, GO",
        "go_memstats_heap_inuse_bytes, GO",
    })
    void aRuntimesOwnMetricsTellIt(String metric, Platform expected) {
        assertThat(Platform.of(List.of("requests_total", metric))).isEqualTo(expected);
    }

    @Test
    void namesOfTheProgramItselfTellNothing() {
        // Only the beginning of a name is the runtime's, and a program may well begin with "go_".
        assertThat(Platform.of(List.of("requests_total", "my_jvm_errors", "go_fish_total")))
                .isEqualTo(Platform.UNKNOWN);
        assertThat(Platform.of(List.of())).isEqualTo(Platform.UNKNOWN);
    }

    @Test
    void aProxyWithItsAgentsMetricsIsAProxy() {
        assertThat(Platform.of(List.of("go_goroutines", "envoy_server_uptime"))).isEqualTo(Platform.ENVOY);
    }

    @Test
    void strokesAreAPossibilityOfHeapsThatAreCollectedAndOfWhatIsUnknown() {
        assertThat(List.of(Platform.JVM, Platform.NODE, Platform.ERLANG, Platform.RUBY, Platform.DOTNET))
                .allMatch(Platform::mayCollectInStrokes);
        assertThat(Platform.UNKNOWN.mayCollectInStrokes()).isTrue();
        assertThat(List.of(Platform.ENVOY, Platform.PYTHON, Platform.GO)).noneMatch(Platform::mayCollectInStrokes);
    }
}
