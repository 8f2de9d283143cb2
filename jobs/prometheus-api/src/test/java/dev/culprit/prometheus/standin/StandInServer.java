package dev.culprit.prometheus.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * Answers Prometheus' API out of samples that a test has made up. It reads strictly the few queries that are asked, and refuses
 * all others. A test tells it which of other servers' habits it shall have.
 */
public final class StandInServer implements AutoCloseable {
    static {
        // Else each answer waits 40 ms for a packet that acknowledges its head; read once, when the first server is
        // made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    final Map<TreeMap<String, String>, TreeMap<Long, Double>> series = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile Habits habits = new Habits();

    /** What a server does that Prometheus does not; nothing as it is made. */
    public static final class Habits {
        /** Series that an answer has at most; the others are left out without a word. */
        public int cutAt = Integer.MAX_VALUE;
        /** Whether a word is said of them. */
        public boolean warns;
        /** Samples above which an answer is refused with 422. */
        public long mostSamples = Long.MAX_VALUE;
        /** Of the next so many requests, each is answered by {@link #status}. */
        public int refusals;

        public int status = 429;
        public String words = "{\"status\":\"error\",\"errorType\":\"x\",\"error\":\"slow down\"}";
        public String type = "application/json";
        /** What stands in answers beside the data. */
        public String beside = "";
        /** Of the next so many answers only a half is sent. */
        public int halves;
        /** How many series are added to what is counted, as if one came between a count and an answer. */
        public int countedToo;

        /** Of the next so many answers that have samples, each leaves one series out. */
        public int dropped;
        /** Likewise, each has one series twice. */
        public int repeated;
        /** Only the last so much of a range is looked at, without a word. */
        public long longestRange = Long.MAX_VALUE;

        /** What looks at more than that is refused with 422. */
        public long longestQuery = Long.MAX_VALUE;

        public boolean metricsQl;
        public boolean zips = true;
        /** How long nothing comes in the midst of an answer. */
        public long stallMillis;
        /** Of the next so many answers, each comes by a byte in {@link #dripMillis}. */
        public int drips;

        public long dripMillis = 5;
    }

    public StandInServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public Habits habits() {
        return habits;
    }

    /** Queries and selectors in the order in which they came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Headers and fields of each request, by lower-case names. */
    public List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    public void forget() {
        asked.clear();
        requests.clear();
        habits = new Habits();
    }

    public void sample(Map<String, String> labels, long time, double value) {
        series.computeIfAbsent(new TreeMap<>(labels), none -> new TreeMap<>()).put(time, value);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> fields = fields(exchange);
            requests.add(Map.copyOf(fields));
            synchronized (this) {
                if (habits.refusals > 0) {
                    habits.refusals--;
                    send(exchange, habits.status, habits.type, habits.words);
                    return;
                }
            }
            String path = exchange.getRequestURI().getPath();
            try {
                send(exchange, 200, habits.type, answer(path, fields));
            } catch (Refused refused) {
                send(
                        exchange,
                        refused.status,
                        "application/json",
                        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"%s\"}"
                                .formatted(String.valueOf(refused.getMessage()).replace("\"", "'")));
            }
        }
    }

    private static Map<String, String> fields(HttpExchange exchange) throws IOException {
        Map<String, String> fields = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> fields.put("header:" + name.toLowerCase(Locale.ROOT), values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        fields.put("body", body);
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : (body + "&" + (query == null ? "" : query)).split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                fields.put(
                        URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    /** A question that is not answered. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    private String answer(String path, Map<String, String> fields) {
        return switch (path) {
            case "/api/v1/query" -> {
                String query = fields.getOrDefault("query", "");
                asked.add(query);
                yield new StandInQuery(this, habits).answer(query, millis(fields, "time"));
            }
            case "/api/v1/series" -> {
                String selector = fields.getOrDefault("match[]", "");
                asked.add("series " + selector);
                yield new StandInQuery(this, habits).sets(selector, millis(fields, "start"), millis(fields, "end"));
            }
            case "/api/v1/label/__name__/values" -> new StandInQuery(this, habits).names();
            default -> throw new Refused(404, "404 page not found");
        };
    }

    private static long millis(Map<String, String> fields, String name) {
        String seconds = fields.get(name);
        if (seconds == null) {
            throw new Refused(400, name + " is missing");
        }
        return Math.round(Double.parseDouble(seconds) * 1000);
    }

    private void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", "https://login.example/?token=abc");
        }
        synchronized (this) {
            if (status == 200 && habits.halves > 0) {
                habits.halves--;
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                return;
            }
        }
        boolean drips;
        synchronized (this) {
            drips = habits.drips > 0;
            habits.drips -= drips ? 1 : 0;
        }
        if (drips) {
            drip(exchange, bytes);
            return;
        }
        if (habits.stallMillis > 0) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(habits.stallMillis);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (habits.zips && "gzip".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"))) {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            bytes = zipped(bytes);
        }
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void drip(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            for (byte each : bytes) {
                out.write(each);
                out.flush();
                Thread.sleep(habits.dripMillis);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] zipped(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
