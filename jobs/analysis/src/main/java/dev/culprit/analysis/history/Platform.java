package dev.culprit.analysis.history;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

/** What a program runs on, as far as the runtime's own metrics in its scrapes tell. */
public enum Platform {
    ENVOY("envoy_|istio_requests"),
    JVM("jvm_"),
    NODE("nodejs_"),
    PYTHON("python_"),
    ERLANG("erlang_vm_"),
    RUBY("ruby_|rubyvm_"),
    DOTNET("dotnet_|process_runtime_dotnet_"),
    GO("go_(goroutines|memstats_|gc_|sched_)"),
    /** No such metrics, or no scrapes. */
    UNKNOWN("(?!)");

    private final Pattern beginning;

    Platform(String beginning) {
        this.beginning = Pattern.compile(beginning);
    }

    /**
     * Of several the first of this enum: a proxy's scrape may hold its agent's metrics too.
     *
     * @param metrics names of the families in the scrapes
     */
    static Platform of(Collection<String> metrics) {
        return Arrays.stream(values())
                .filter(platform -> metrics.stream()
                        .anyMatch(metric -> platform.beginning.matcher(metric).lookingAt()))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /**
     * Whether garbage may be collected in strokes that a container's memory shows. Envoy has no collector. Go gives memory back
     * little by little (runtime/mgcscavenge.go), CPython frees by counting references: what drops there by some percent is the page
     * cache, such as that of a log that is rotated.
     */
    boolean mayCollectInStrokes() {
        return switch (this) {
            case JVM, NODE, ERLANG, RUBY, DOTNET, UNKNOWN -> true;
            case ENVOY, PYTHON, GO -> false;
        };
    }
}
