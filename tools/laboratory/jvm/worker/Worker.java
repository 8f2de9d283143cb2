import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A service as Micrometer sees it: VARIANT PORT SEED. The driver says how much is to be done, see ../README.md. */
public final class Worker {
    private static final double[] LATENCIES = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final String variant;
    private final Random random;
    private final List<String> clients = new ArrayList<>();
    /** Payloads of the last requests: they live long enough to be promoted, and are let go of. */
    private final ArrayDeque<byte[]> recent = new ArrayDeque<>();
    private final List<byte[]> report = new ArrayList<>();
    /** Of plain-leak: sessions that nobody ever closes. */
    private final Map<String, byte[]> sessions = new HashMap<>();

    private Worker(String variant, long seed) {
        this.variant = variant;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws IOException {
        Worker worker = new Worker(arguments[0], Long.parseLong(arguments[2]));
        worker.serve(Integer.parseInt(arguments[1]));
    }

    private void serve(int port) throws IOException {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/tick", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            tick(body.split("\n", -1));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    /** Lines: requests, units to leak, MB of a report, new values of the label. */
    private void tick(String[] lines) {
        for (int i = 3; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                clients.add(lines[i]);
                for (int first = 0; first < 4; first++) {
                    call(lines[i]);
                }
            }
        }
        int requests = Integer.parseInt(lines[0]);
        for (int i = 0; i < requests; i++) {
            request();
        }
        report(1024 * Integer.parseInt(lines[2]));
        int leaked = Integer.parseInt(lines[1]);
        for (int i = 0; i < leaked; i++) {
            sessions.put("session-" + sessions.size(), new byte[500 + random.nextInt(7000)]);
        }
    }

    /** A report is needed until the next tick. */
    private void report(int rows) {
        report.clear();
        for (int i = 0; i < rows; i++) {
            report.add(new byte[1024]);
        }
    }

    private void request() {
        String method = random.nextInt(5) == 0 ? "POST" : "GET";
        String status = random.nextInt(12) == 0 ? "500" : random.nextInt(9) == 0 ? "404" : "200";
        Timer.builder("http.server.requests")
                .tags("method", method, "status", status, "uri", random.nextBoolean() ? "/order" : "/basket")
                .serviceLevelObjectives(objectives())
                .register(registry)
                .record(latency(), TimeUnit.MILLISECONDS);
        byte[] payload = new byte[20_000 + random.nextInt(60_000)];
        random.nextBytes(payload);
        recent.add(payload);
        if (recent.size() > 80 + random.nextInt(80)) {
            recent.poll();
            recent.poll();
        }
        if (!clients.isEmpty()) {
            // The youngest are the busiest.
            int age = (int) (-Math.log(1 - random.nextDouble()) * 20);
            call(clients.get(Math.max(0, clients.size() - 1 - age)));
        }
    }

    private void call(String client) {
        if (!variant.equals("label-leak")) {
            Counter.builder("tenant.logins").tag("tenant", client).register(registry).increment();
            if (variant.equals("innocent")) {
                Counter.builder("tenant.pages")
                        .tags("tenant", client, "outcome", outcome())
                        .register(registry)
                        .increment();
            }
            return;
        }
        String method = random.nextInt(3) == 0 ? "POST" : "GET";
        Timer.builder("http.client.requests")
                .tags("client.name", client, "method", method, "outcome", outcome())
                .publishPercentiles(0.5, 0.95, 0.99)
                .percentilePrecision(2)
                .register(registry)
                .record(latency(), TimeUnit.MILLISECONDS);
        DistributionSummary.builder("http.client.response.size")
                .baseUnit("bytes")
                .tags("client.name", client, "method", method)
                .serviceLevelObjectives(1e3, 1e4, 1e5, 1e6)
                .register(registry)
                .record(random.nextInt(100_000));
    }

    private String outcome() {
        return random.nextInt(8) == 0 ? "SERVER_ERROR" : "SUCCESS";
    }

    private long latency() {
        return (long) (Math.exp(random.nextGaussian()) * 30);
    }

    private static Duration[] objectives() {
        Duration[] durations = new Duration[LATENCIES.length];
        for (int i = 0; i < durations.length; i++) {
            durations[i] = Duration.ofMillis((long) (LATENCIES[i] * 1000));
        }
        return durations;
    }
}
