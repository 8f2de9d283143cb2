import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.instrumentation.runtimemetrics.java8.GarbageCollector;
import io.opentelemetry.instrumentation.runtimemetrics.java8.MemoryPools;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A shop whose OpenTelemetry SDK is scraped: ROLE PORT METRICS-PORT. Innocent: the SDK's limit of 2,000 attribute sets holds. */
public final class Shop {
    private static final AttributeKey<String> CUSTOMER = AttributeKey.stringKey("customer");

    public static void main(String[] arguments) throws IOException {
        SdkMeterProviderBuilder provider = SdkMeterProvider.builder()
                .registerMetricReader(PrometheusHttpServer.builder()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[2]))
                        .build());
        if (arguments[0].equals("label-leak")) {
            provider.registerView(
                    InstrumentSelector.builder().setName("*").build(),
                    View.builder().setCardinalityLimit(1_000_000).build());
        }
        OpenTelemetrySdk sdk =
                OpenTelemetrySdk.builder().setMeterProvider(provider.build()).build();
        MemoryPools.registerObservers(sdk);
        GarbageCollector.registerObservers(sdk, false);
        Meter meter = sdk.getMeter("shop");
        LongCounter orders = meter.counterBuilder("orders").build();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/accounts/")) {
                orders.add(1, Attributes.of(CUSTOMER, path.split("/")[2]));
            } else {
                orders.add(1, Attributes.of(CUSTOMER, "nobody"));
            }
            answer(exchange, "well");
        });
        server.createContext("/report", exchange -> answer(
                exchange,
                String.valueOf(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .toUpperCase()
                        .length())));
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
