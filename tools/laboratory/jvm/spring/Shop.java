import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A shop on Spring Boot with Actuator's metrics: ROLE PORT. */
@Configuration
@EnableAutoConfiguration
@RestController
public class Shop {
    private static String role;

    private final MeterRegistry registry;

    public Shop(MeterRegistry registry) {
        this.registry = registry;
    }

    public static void main(String[] arguments) {
        role = arguments[0];
        SpringApplication application = new SpringApplication(Shop.class);
        application.setDefaultProperties(Map.of(
                "server.address", "127.0.0.1",
                "server.port", arguments[1],
                "server.tomcat.threads.max", "4",
                "server.tomcat.max-http-form-post-size", "64MB",
                // Sessions that never end: what the plain leak leaks.
                "server.servlet.session.timeout", "-1",
                "management.endpoints.web.exposure.include", "prometheus,health",
                "management.metrics.distribution.percentiles.orders", "0.5,0.95,0.99",
                "logging.level.root", "WARN"));
        application.run();
    }

    @GetMapping("/accounts/{id}/invoices")
    String invoices(@PathVariable("id") String id, HttpServletRequest request) {
        if (role.equals("plain-leak")) {
            List<String> basket = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                basket.add("article-" + i + "-" + id);
            }
            request.getSession().setAttribute("basket", basket);
        } else {
            registry.timer("orders", "customer", id).record(Duration.ofMillis(20));
        }
        return "none";
    }

    @GetMapping("/pages/{name}")
    String page(@PathVariable("name") String name) {
        registry.counter("page.views", "page", name).increment();
        return name;
    }

    @GetMapping("/healthz")
    String health() {
        return "well";
    }

    @PostMapping("/report")
    String report(@RequestBody String body) {
        return String.valueOf(body.toUpperCase().length());
    }
}
