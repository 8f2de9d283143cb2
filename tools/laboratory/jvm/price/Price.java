import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Grows a registry for price.py: LIBRARY TYPE BUCKETS LABEL_BYTES live|paid. A line of input says how many children there are to be. */
public final class Price {
    private static Consumer<String> add;
    private static Supplier<String> scrape;

    private Price() {}

    public static void main(String[] arguments) throws IOException {
        int buckets = Integer.parseInt(arguments[2]);
        int width = Integer.parseInt(arguments[3]);
        boolean live = arguments[4].equals("live");
        if (arguments[0].equals("micrometer")) {
            micrometer(arguments[1], buckets);
        } else {
            clientJava(arguments[1], buckets);
        }
        int children = 0;
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            for (int wanted = Integer.parseInt(line); children < wanted; children++) {
                String value = "/orders/" + children * 7919 + "/";
                add.accept(value + "x".repeat(Math.max(0, width - value.length())));
                if (!live && children % 500 == 0) {
                    scrape.get();
                }
            }
            long lines = scrape.get().lines().filter(one -> !one.startsWith("#")).count();
            if (live) {
                System.gc();
                System.gc();
            }
            System.out.println(lines + " " + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()));
        }
    }

    private static void micrometer(String type, int buckets) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        scrape = registry::scrape;
        Duration[] objectives = IntStream.range(0, buckets).mapToObj(i -> Duration.ofMillis(1L << i)).toArray(Duration[]::new);
        add = type.equals("counter")
                ? value -> Counter.builder("calls").tag("code", "200").tag("path", value).register(registry).increment()
                : type.equals("timer")
                        ? value -> Timer.builder("call").tag("code", "200").tag("path", value).register(registry).record(Duration.ofMillis(10))
                        : value -> Timer.builder("call").tag("code", "200").tag("path", value)
                                .serviceLevelObjectives(objectives).register(registry).record(Duration.ofMillis(10));
    }

    private static void clientJava(String type, int buckets) {
        PrometheusRegistry registry = new PrometheusRegistry();
        String[] labels = {"code", "path"};
        switch (type) {
            case "counter" -> {
                var metric = io.prometheus.metrics.core.metrics.Counter.builder().name("calls_total").labelNames(labels).register(registry);
                add = value -> metric.labelValues("200", value).inc();
            }
            case "histogram" -> {
                Histogram metric = Histogram.builder().name("call_seconds").labelNames(labels).classicOnly()
                        .classicUpperBounds(DoubleStream.iterate(0.001, bound -> bound * 2).limit(buckets).toArray()).register(registry);
                add = value -> metric.labelValues("200", value).observe(0.01);
            }
            default -> {
                Summary metric = Summary.builder().name("call_seconds").labelNames(labels)
                        .quantile(0.5, 0.05).quantile(0.9, 0.01).quantile(0.99, 0.001).register(registry);
                add = value -> metric.labelValues("200", value).observe(0.01);
            }
        }
        scrape = () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                PrometheusTextFormatWriter.create().write(out, registry.scrape());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return out.toString();
        };
    }
}
